package plan_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/plan"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// readTypes are the snapshot's types, and terraform_data, which needs no provider. Its
// other attributes are left out: Terraform does not mark them as sensitive where the
// input, of which they are made, is.
func readTypes(t testing.TB) snapshot.Types {
	t.Helper()
	types := collecttest.Types(t)
	types["terraform_data"] = &snapshot.Shape{Type: "object", Properties: map[string]*snapshot.Shape{
		"id": {Type: "string"}, "input": {}, "change": {Type: "object"},
	}}
	return types
}

func collectFrom(t testing.TB, data []byte) *collecttest.Sink {
	t.Helper()
	got := &collecttest.Sink{}
	if err := plan.Collect(context.Background(), "plan.json", bytes.NewReader(data), plan.Options{Types: readTypes(t)}, got); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestCollect compares testdata/<case>.json with <case>.want.json. The terraform_*
// cases are what Terraform 1.11.4 printed; the others follow the format by hand, as
// their providers are not needed for it.
func TestCollect(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.json")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".want.json") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := golden(t, collectFrom(t, data))
			for _, secret := range []string{"s3cr3t", "pcsk_", "abc\""} {
				if strings.Contains(string(got), secret) {
					t.Errorf("a secret is in the result: %s", secret)
				}
			}
			collecttest.Golden(t, *update, strings.TrimSuffix(file, ".json")+".want.json", got)
		})
	}
}

func golden(t *testing.T, got *collecttest.Sink) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, o := range got.Observations {
		line, err := json.Marshal(struct {
			Type string `json:"type"`
			*snapshot.Observation
		}{o.Type, o})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	source := got.Source()
	source.Holds = nil
	line, err := json.Marshal(source)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(append(line, '\n'))
	return out.Bytes()
}

// TestCollectSaysWhatIsWrong has one sentence for each kind of wrong file.
func TestCollectSaysWhatIsWrong(t *testing.T) {
	utf16le := []byte{0xFF, 0xFE}
	for _, unit := range utf16.Encode([]rune(`{"format_version":"1.2","planned_values":{}}`)) {
		utf16le = append(utf16le, byte(unit), byte(unit>>8))
	}
	one := `{"address":"aws_vpc.a","mode":"managed","type":"aws_vpc","change":{"actions":["no-op"],"after":{"id":"vpc-1"}}}`
	tests := []struct {
		name, text, status, want string
		resources                int
	}{
		{"empty", "", "failed", "is empty: run `terraform show -json PLAN > plan.json`", 0},
		{"spaces", " \n", "failed", "is empty", 0},
		{"binary", "PK\x03\x04\x14\x00", "failed", "is a plan in Terraform's binary form: run `terraform show -json", 0},
		{"text", "\nTerraform used the selected providers", "failed", "prints for people", 0},
		{"log", `{"@level":"info","@message":"Terraform 1.11.4"}` + "\n", "failed", "is the log of `terraform plan -json`", 0},
		{"state file", `{"version": 4, "serial": 1, "lineage": "x", "resources": []}`, "failed", "is a state as Terraform keeps it", 0},
		{"other JSON", `{"a": 1}`, "failed", "neither a plan nor a state", 0},
		{"an empty object", `{}`, "failed", "is JSON, but neither a plan nor a state as `terraform show -json` prints it: run", 0},
		{"a list", `[1]`, "failed", "is JSON, but no output of `terraform show -json`, which is one object: run", 0},
		{"an empty list", `[]`, "failed", "is JSON, but no output of `terraform show -json`", 0},
		{"null", `null`, "failed", "is JSON, but no output of `terraform show -json`", 0},
		{"a string", `"Terraform"`, "failed", "is JSON, but no output of `terraform show -json`", 0},
		{"no JSON", `hello`, "failed", "is not JSON: run", 0},
		{"version", `{"format_version":"2.0","resource_changes":[]}`, "failed", `has format version "2.0"`, 0},
		{"nothing", `{"format_version":"1.0"}`, "complete", "holds no resources", 0},
		{"UTF-16", string(utf16le), "complete", "", 0},
		{"UTF-8 with a mark", "\xEF\xBB\xBF" + `{"format_version":"1.0","values":{}}`, "complete", "", 0},
		{"truncated", `{"format_version":"1.2","resource_changes":[` + one + `,{"address":"a`, "partial", "ends in the middle of the JSON: the resources before it are judged", 1},
		{"truncated early", `{"format_version":"1.2","resource_`, "failed", "ends in the middle", 0},
		{"broken", `{"format_version":"1.2","resource_changes":[` + one + `] x}`, "partial", "is not JSON here", 1},
		{"more", `{"format_version":"1.2","resource_changes":[` + one + `]} {}`, "partial", "more text after the end", 1},
		{"twice", `{"format_version":"1.2","resource_changes":[` + one + "," + one + `]}`, "complete", "has aws_vpc.a twice", 1},
		{"no address", `{"format_version":"1.2","resource_changes":[{"type":"aws_vpc"}, 7, null]}`, "complete", "without an address", 0},
		{"errored", `{"format_version":"1.2","resource_changes":[` + one + `],"errored":true}`, "partial", "ended with an error", 1},
		{"target", `{"format_version":"1.2","resource_changes":[` + one + `],"complete":false}`, "partial", "-target", 1},
		{"sorted names", `{"configuration":{"root_module":{"resources":[{"address":"aws_vpc.a","expressions":{"id":{"references":["aws_vpc.b.id"]}},"type":"aws_vpc"}]}},"format_version":"1.2","resource_changes":[{"address":"aws_vpc.a","change":{"after":{"id":"vpc-1"}},"mode":"managed","type":"aws_vpc"}]}`, "complete", "", 1},
		{"deep", `{"format_version":"1.2","resource_changes":[{"type":"aws_vpc","address":"aws_vpc.a","change":{"after":{"tags":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `}}}]}`, "complete", "", 1},
		{"too deep", `{"format_version":"1.2","x":` + strings.Repeat("[", 20000), "failed", "exceeded max depth", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := collectFrom(t, []byte(test.text))
			if got.Source().Status != test.status || len(got.Observations) != test.resources {
				t.Errorf("status %s with %d resources, want %s with %d",
					got.Source().Status, len(got.Observations), test.status, test.resources)
			}
			var messages []string
			for _, problem := range got.Source().Problems {
				messages = append(messages, problem.Message)
			}
			said := strings.Join(messages, "\n")
			if !strings.Contains(said, test.want) || (test.want == "" && said != "") {
				t.Errorf("problems are %q, want %q", said, test.want)
			}
		})
	}
}

func TestReferencesDoNotDependOnOrder(t *testing.T) {
	text := `{"configuration":{"root_module":{"resources":[{"address":"aws_vpc.a","expressions":{"id":{"references":["aws_vpc.b.id"]}},"type":"aws_vpc"}]}},
	"format_version":"1.2","resource_changes":[{"address":"aws_vpc.a","change":{"after":{"id":"vpc-1"}},"mode":"managed","type":"aws_vpc"}]}`
	got := collectFrom(t, []byte(text)).Observations[0]
	if got.Values["id"] != "vpc-1" || strings.Join(got.References["/id"], ",") != "aws_vpc.b.id" {
		t.Errorf("values %v, references %v", got.Values, got.References)
	}
}

// TestSinksDoNotDependOnOrder: sorted, a plan has its configuration before its resources.
func TestSinksDoNotDependOnOrder(t *testing.T) {
	data, err := os.ReadFile("testdata/sinks.json")
	if err != nil {
		t.Fatal(err)
	}
	var document map[string]any
	if err := json.Unmarshal(data, &document); err != nil {
		t.Fatal(err)
	}
	sorted, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := addresses(collectFrom(t, sorted)), addresses(collectFrom(t, data)); !slices.Equal(got, want) {
		t.Errorf("sorted it has %q, want %q", got, want)
	}
}

func addresses(from *collecttest.Sink) []string {
	var all []string
	for _, o := range from.Observations {
		all = append(all, o.Type+" "+o.Address)
	}
	return all
}

// TestChangesCountBeforeThePriorState: in whatever order they come, it is read only where
// there are no changes.
func TestChangesCountBeforeThePriorState(t *testing.T) {
	prior := `"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[{"address":"aws_vpc.a","mode":"managed","type":"aws_vpc","values":{"id":"vpc-old"}}]}}}`
	changes := `"resource_changes":[{"address":"aws_vpc.a","mode":"managed","type":"aws_vpc","change":{"actions":["create"],"after":{"id":"vpc-new"}}}]`
	for text, want := range map[string]string{
		prior + "," + changes: "vpc-new", changes + "," + prior: "vpc-new", `"planned_values":{},` + prior: "vpc-old",
	} {
		got := collectFrom(t, []byte(`{"format_version":"1.2",`+text+`}`))
		if len(got.Observations) != 1 || len(got.Source().Problems) > 0 {
			t.Fatalf("%s: %d resources, problems %v", text, len(got.Observations), got.Source().Problems)
		}
		if id := got.Observations[0].Values["id"]; id != want {
			t.Errorf("%s: %v, want %s", text, id, want)
		}
	}
}

// TestLocations: the same places however the text comes in, in UTF-16 code units.
func TestLocations(t *testing.T) {
	text := "{\"format_version\":\"1.2\",\n\"x\":\"é𝄞\",\"resource_changes\":[ {\"address\":\"aws_vpc.é\",\"type\":\"aws_vpc\"},\n" +
		"  {\"address\":\"aws_vpc.b\",\n\"type\":\"aws_vpc\"}]}"
	got := &collecttest.Sink{}
	err := plan.Collect(context.Background(), "p", iotest.OneByteReader(strings.NewReader(text)), plan.Options{Types: readTypes(t)}, got)
	if err != nil {
		t.Fatal(err)
	}
	want := []snapshot.Location{
		{File: "p", StartLine: 2, StartColumn: 32, EndLine: 2, EndColumn: 72},
		{File: "p", StartLine: 3, StartColumn: 3, EndLine: 4, EndColumn: 18},
	}
	for i, o := range got.Observations {
		if at, _ := o.Locations.Get(""); at.Location != want[i] {
			t.Errorf("%s is at %+v, want %+v", o.Address, at.Location, want[i])
		}
	}
}

func TestCollectEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	data, _ := os.ReadFile("testdata/platforms.json")
	if err := plan.Collect(ctx, "p", bytes.NewReader(data), plan.Options{Types: readTypes(t)}, &collecttest.Sink{}); err == nil {
		t.Error("no error for a context that has ended")
	}
}

func FuzzCollect(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.json")
	for _, file := range files {
		data, _ := os.ReadFile(file)
		f.Add(data)
	}
	types := readTypes(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		got := &collecttest.Sink{}
		if err := plan.Collect(context.Background(), "p", bytes.NewReader(data), plan.Options{Types: types}, got); err != nil {
			t.Fatal(err)
		}
		if got.Source().Status == "" {
			t.Error("no report")
		}
	})
}
