package plan_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/collect/plan"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/testdata/bench/generate"
)

const service = "com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54"

func newAssembler() *assemble.Assembler {
	a := assemble.New(assemble.Options{Services: []string{service}, Accounts: []string{"713131977538"}})
	a.Observe([]*snapshot.Observation{
		{Type: "pinecone_organization", Source: "manifest", Values: map[string]any{
			"audit_logs": map[string]any{"bucket": "id-2/logs"}, "name": "acme",
		}},
		{Type: "pinecone_cmek_key", Source: "manifest", Values: map[string]any{"key": "id-1", "role": "terraform:aws_iam_role.r2"}},
	})
	return a
}

// counting is a filter that counts what it lets pass.
type counting struct {
	plan.Filter
	passed int
}

func (c *counting) MayKeep(unit []snapshot.Sketch) []bool {
	kept := c.Filter.MayKeep(unit)
	for _, yes := range kept {
		if yes {
			c.passed++
		}
	}
	return kept
}

// assembled is the snapshot of a plan, and how many of its resources were read with a
// filter; without one, all are.
func assembled(t *testing.T, types snapshot.Types, text []byte, filtered bool) (string, int) {
	t.Helper()
	a := newAssembler()
	filter := &counting{Filter: a}
	options := plan.Options{Types: types}
	if filtered {
		options.Filter = filter
	}
	if err := plan.Collect(context.Background(), "p", bytes.NewReader(text), options, a); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := snapshot.Write(&out, a.Snapshot()); err != nil {
		t.Fatal(err)
	}
	return out.String(), filter.passed
}

// same compares the snapshot of a plan with and without a filter.
func same(t *testing.T, types snapshot.Types, text []byte) (passed int) {
	t.Helper()
	want, _ := assembled(t, types, text, false)
	got, passed := assembled(t, types, text, true)
	if got != want {
		t.Fatalf("with a filter the snapshot is\n%s\nand without one\n%s\nfor\n%s", got, want, text)
	}
	return passed
}

func TestFilterLosesNothingOfFiles(t *testing.T) {
	types := readTypes(t)
	files, _ := filepath.Glob("testdata/*.json")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		same(t, types, text)
	}
}

// TestFilterSparesMost: of a large plan, most resources are never read.
func TestFilterSparesMost(t *testing.T) {
	const resources = 2000
	text := generated(t, generate.Plan, resources)
	if passed := same(t, readTypes(t), text); passed < resources/10 || passed > resources/6 {
		t.Errorf("%d of %d resources were read", passed, resources)
	}
}

// TestFilterLosesNothing joins resources of all types at random, by ids and by
// references.
func TestFilterLosesNothing(t *testing.T) {
	types := readTypes(t)
	passed, plans := 0, 300
	for seed := range plans {
		passed += same(t, types, newWorld(types, seed).plan(t))
	}
	if all := plans * worldSize; passed < all/5 || passed > all*9/10 {
		t.Errorf("%d of %d resources were read: too few are joined, or too many", passed, all)
	}
}

// TestFilterFollows has the ways that the filter must know by which one resource makes
// another matter, and the resources of each that are read.
func TestFilterFollows(t *testing.T) {
	resource := func(kind, name, values string) string {
		return fmt.Sprintf(`{"address":"%s.%s","mode":"managed","type":"%s","change":{"actions":["no-op"],"after":%s}}`, kind, name, kind, values)
	}
	other := resource("aws_iam_role", "other", `{"name":"other","arn":"other"}`)
	tests := []struct {
		name    string
		changes []string
		blocks  string
		want    int
	}{
		{"a role by its inline policy", []string{
			resource("aws_kms_key", "main", `{"arn":"id-1"}`),
			resource("aws_iam_role_policy", "use", `{"role":"app","policy":"{\"Statement\":[{\"Resource\":\"id-1\"}]}"}`),
			resource("aws_iam_role", "app", `{"name":"app"}`), other,
		}, "", 3},
		{"an instance by its resource", []string{
			resource("aws_route53_record", "a", `{"name":"x.pinecone.io"}`), resource("aws_vpc_endpoint", "b[0]", `{}`),
			resource("aws_vpc_endpoint", `c[\"x.y\"]`, `{}`), resource("aws_vpc_endpoint", "d", `{}`),
		}, `{"address":"aws_route53_record.a","type":"aws_route53_record","expressions":{"records":{"references":["aws_vpc_endpoint.b","aws_vpc_endpoint.c"]}}}`, 3},
		{"a trust that is escaped", []string{
			resource("aws_iam_role", "a", `{"assume_role_policy":"{\"Statement\":[\"\u0070inecone_cmek_access_us\"]}"}`),
			resource("aws_iam_role", "b", `{"assume_role_policy":"{\"Statement\":[\"\\u0070inecone_cmek_access_us\"]}"}`), other,
		}, "", 2},
		{"a bucket by an object's ARN, its key and a part of it", []string{
			resource("aws_iam_role", "a", `{"assume_role_policy":"{\"Statement\":[\"arn:aws:iam::713131977538:root\"]}"}`),
			other,
			resource("aws_iam_role", "b", `{"assume_role_policy":"{\"Statement\":[\"713131977538\"]}","inline_policy":[{"name":"b","policy":"{\"Resource\":\"arn:aws:s3:::acme/logs/*\"}"}]}`),
			resource("aws_s3_bucket", "b", `{"bucket":"acme"}`), resource("aws_s3_bucket", "c", `{"bucket":"acme-c"}`),
			resource("aws_s3_bucket_versioning", "b", `{"bucket":"acme","versioning_configuration":[{"status":"Enabled"}]}`),
		}, "", 4},
		{"a bucket by its name in the manifest", []string{
			resource("aws_s3_bucket", "b", `{"bucket":"id-2"}`), resource("aws_kms_key", "k", `{"arn":"id-9"}`),
			resource("aws_s3_bucket_server_side_encryption_configuration", "b", `{"bucket":"id-2",`+
				`"rule":[{"apply_server_side_encryption_by_default":[{"kms_master_key_id":"id-9","sse_algorithm":"aws:kms"}]}]}`),
		}, "", 3},
		{"a VPC, and not what else is in it", []string{
			resource("aws_vpc_endpoint", "a", `{"service_name":"`+service+`","vpc_id":"vpc-1"}`),
			resource("aws_vpc", "main", `{"id":"vpc-1"}`), resource("aws_subnet", "a", `{"id":"subnet-1","vpc_id":"vpc-1"}`),
		}, "", 2},
		{"nothing", []string{other}, "", 0},
	}
	types := readTypes(t)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := fmt.Sprintf(`{"format_version":"1.2","resource_changes":[%s],"configuration":{"root_module":{"resources":[%s]}}}`,
				strings.Join(test.changes, ","), test.blocks)
			if got := same(t, types, []byte(text)); got != test.want {
				t.Errorf("%d resources were read, want %d", got, test.want)
			}
		})
	}
}

const worldSize = 40

// world is a plan of resources that name each other.
type world struct {
	*rand.Rand
	types snapshot.Types
	kinds []string
	names []string // addresses
}

func newWorld(types snapshot.Types, seed int) *world {
	w := &world{Rand: rand.New(rand.NewPCG(1, uint64(seed))), types: types}
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(types)) {
		if strings.HasPrefix(kind, "aws_") {
			kinds = append(kinds, kind)
		}
	}
	for i := range worldSize {
		kind := kinds[w.IntN(len(kinds))]
		if i%10 == 0 {
			kind = "pinecone_index"
		}
		w.kinds = append(w.kinds, kind)
		w.names = append(w.names, fmt.Sprintf("%s.r%d", kind, i))
	}
	return w
}

func (w *world) plan(t *testing.T) []byte {
	t.Helper()
	var changes, blocks []any
	for i, kind := range w.kinds {
		values, expressions := map[string]any{}, map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(w.types[kind].Properties)) {
			switch shape := w.types[kind].Properties[name]; w.IntN(6) {
			case 0:
				at := w.names[w.IntN(len(w.names))]
				expressions[name] = map[string]any{"references": []string{at + ".arn", at}}
			case 1, 2:
				values[name] = w.value(shape, name)
			}
		}
		changes = append(changes, map[string]any{
			"address": w.names[i], "mode": "managed", "type": kind,
			"change": map[string]any{"actions": []string{"create"}, "after": values},
		})
		blocks = append(blocks, map[string]any{"address": w.names[i], "type": kind, "expressions": expressions})
	}
	text, err := json.Marshal(map[string]any{
		"format_version": "1.2", "resource_changes": changes,
		"configuration": map[string]any{"root_module": map[string]any{"resources": blocks}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (w *world) value(shape *snapshot.Shape, name string) any {
	if shape.Format == snapshot.FormatPolicy {
		text, _ := json.Marshal(map[string]any{"Statement": []any{map[string]any{
			"Principal": map[string]any{"AWS": []string{w.text(name), "<&>"[w.IntN(4):]}}, "Resource": w.text(name),
		}}})
		return string(text)
	}
	switch shape.Type {
	case "array":
		if shape.Items != nil && shape.Items.Type == "string" {
			return []string{w.text(name), w.text(name)}
		}
		return []any{map[string]any{"dns_name": w.text(name), "vpc_id": w.text(name)}}
	case "object":
		return map[string]any{"name": w.text(name)}
	case "string":
		return w.text(name)
	default:
		return nil
	}
}

// text is an id, or now and then something that is Pinecone's.
func (w *world) text(name string) string {
	if w.IntN(12) == 0 {
		switch name {
		case "service_name":
			return service[w.IntN(2)*len("com."):]
		case "name":
			return "API.Pinecone.io."
		case "assume_role_policy":
			return "arn:aws:iam::1:role/pinecone_cmek_access_us"
		}
	}
	return fmt.Sprintf("id-%d", w.IntN(40))
}
