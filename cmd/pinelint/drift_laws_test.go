package main

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/policies"
)

// drifting makes things that are declared and shown, and judges them.
type drifting struct {
	*rand.Rand

	types     snapshot.Types
	evaluator *evaluate.Evaluator
}

func newDrifting(t *testing.T) *drifting {
	t.Helper()
	evaluator, err := evaluate.New(evaluate.Options{
		Policies: policies.FS, Compiled: policies.Compiled, Now: time.Unix(0, 0), Settings: map[string]any{},
		Choose: func(rule finding.Rule) (*finding.Severity, bool) { return nil, strings.HasPrefix(rule.ID, "drift/") },
	})
	if err != nil {
		t.Fatal(err)
	}
	return &drifting{rand.New(rand.NewPCG(7, 7)), collecttest.Types(t), evaluator}
}

// value is one of a shape.
func (d *drifting) value(shape *snapshot.Shape, depth int) any {
	switch {
	case shape.Format == snapshot.FormatPolicy:
		return d.policy()
	case shape.Type == "boolean":
		return d.IntN(2) == 0
	case shape.Type == "integer" || shape.Type == "number":
		return json.Number(strconv.Itoa(d.IntN(9)))
	case shape.Type == "array":
		list := make([]any, d.IntN(4))
		for i := range list {
			list[i] = "element"
			if shape.Items != nil && depth < 4 {
				list[i] = d.value(shape.Items, depth+1)
			}
		}
		return list
	case shape.Type == "object":
		object := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(shape.Properties)) {
			if property := shape.Properties[name]; depth < 4 && d.IntN(2) == 0 {
				object[name] = d.value(property, depth+1)
			}
		}
		if shape.Additional != nil {
			for range d.IntN(3) {
				object[d.word()] = d.value(shape.Additional, depth+1)
			}
		}
		return object
	default:
		return d.word()
	}
}

func (d *drifting) word() string {
	words := []string{"a", "b", "enabled", "arn:aws:iam::111122223333:role/x", "sg-1", "tcp", "owner", "ü [x] ${y}"}
	return words[d.IntN(len(words))]
}

func (d *drifting) texts() any {
	if d.IntN(2) == 0 {
		return d.word()
	}
	list := make([]any, 1+d.IntN(3))
	for i := range list {
		list[i] = d.word()
	}
	return list
}

func (d *drifting) policy() any {
	statements := make([]any, 1+d.IntN(3))
	for i := range statements {
		statement := map[string]any{"Effect": []any{"Allow", "Deny"}[d.IntN(2)], "Action": d.texts()}
		if d.IntN(2) == 0 {
			statement["Principal"] = map[string]any{"AWS": d.texts(), "Service": d.texts()}
		}
		if d.IntN(2) == 0 {
			statement["Condition"] = map[string]any{"StringEquals": map[string]any{"k": d.texts()}, "Bool": map[string]any{"aws:SecureTransport": "true"}}
		}
		statements[i] = statement
	}
	return map[string]any{"Version": "2012-10-17", "Statement": statements}
}

// otherwise is the same value in another notation.
func (d *drifting) otherwise(value any) any {
	switch value := value.(type) {
	case map[string]any:
		object := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(value)) {
			object[name] = d.otherwise(value[name])
		}
		if object["Effect"] != nil {
			object["Sid"] = d.word()
		}
		return object
	case []any:
		list := make([]any, len(value))
		for i, element := range value {
			list[i] = d.otherwise(element)
		}
		d.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		return list
	default:
		return value
	}
}

// identities are the attributes by which the two sides of a thing are one, with the source
// that shows it.
var identities = map[string]struct {
	source string
	values map[string]any
}{
	"pinecone_index":        {"pinecone project search indexes", map[string]any{"name": "x", "project": "search"}},
	"pinecone_api_key":      {"pinecone organization api keys", map[string]any{"name": "x", "id": "k1"}},
	"aws_iam_role":          {"aws.iam 111122223333", map[string]any{"name": "x", "arn": "arn:aws:iam::111122223333:role/x"}},
	"aws_kms_key":           {"aws.kms 111122223333 us-east-1", map[string]any{"arn": "arn:aws:kms:us-east-1:111122223333:key/x", "key_id": "x"}},
	"aws_vpc_endpoint":      {"aws.ec2 111122223333 us-east-1", map[string]any{"id": "vpce-1"}},
	"aws_security_group":    {"aws.ec2 111122223333 us-east-1", map[string]any{"id": "sg-1"}},
	"aws_s3_bucket":         {"aws.s3 111122223333", map[string]any{"bucket": "x"}},
	"pinecone_project":      {"pinecone organization projects", map[string]any{"id": "p1", "name": "search"}},
	"pinecone_role_binding": {"pinecone organization role bindings", map[string]any{"id": "b1"}},
	"aws_iam_policy":        {"aws.iam 111122223333", map[string]any{"arn": "arn:aws:iam::111122223333:policy/x"}},
	"pinecone_organization": {"pinecone organization", map[string]any{"name": "acme"}},
	"aws_vpc":               {"aws.ec2 111122223333 us-east-1", map[string]any{"id": "vpc-1"}},
}

// declared is a thing as Terraform has it: all that a service could show, written out.
func (d *drifting) declared(kind string) *snapshot.Observation {
	shape := d.types[kind]
	o := &snapshot.Observation{Type: kind, Source: "terraform .", Address: kind + ".x", Complete: true, Values: map[string]any{}}
	for _, name := range slices.Sorted(maps.Keys(shape.Properties)) {
		if property := shape.Properties[name]; !property.WriteOnly && !property.ReadOnly && d.IntN(3) > 0 {
			o.Values[name] = d.value(property, 0)
		}
	}
	maps.Copy(o.Values, identities[kind].values)
	for name := range o.Values {
		o.Locations.Set(snapshot.Child("", name), snapshot.Position{Location: snapshot.Location{File: "main.tf", StartLine: 1}})
	}
	return o
}

func (d *drifting) shown(declared *snapshot.Observation) *snapshot.Observation {
	values, _ := d.otherwise(declared.Values).(map[string]any)
	return &snapshot.Observation{
		Type: declared.Type, Source: identities[declared.Type].source, Address: "/x", Complete: true, Values: values,
		Call: &snapshot.Call{Name: "call", Account: "111122223333", Region: "us-east-1", Time: "2026-11-01T12:00:00Z"},
	}
}

// verdicts are those of the rules on the thing.
func (d *drifting) verdicts(t *testing.T, status string, unit ...*snapshot.Observation) map[string]finding.Verdict {
	t.Helper()
	kind := unit[0].Type
	a := assemble.New(assemble.Options{Types: d.types})
	project := &snapshot.Observation{Type: "pinecone_project", Source: "manifest pinelint.yaml", Address: "/projects/0", Values: map[string]any{"name": "search"}}
	if kind != project.Type {
		a.Observe([]*snapshot.Observation{project})
	}
	a.Observe([]*snapshot.Observation{{ // so that a thing of AWS is kept
		Type: "pinecone_cmek_key", Source: "manifest pinelint.yaml", Address: "/projects/0/cmek/keys/0",
		Values: map[string]any{"name": "main", "key": "terraform:" + unit[0].Address},
	}})
	for _, o := range unit {
		clone := *o
		clone.Values = maps.Clone(o.Values)
		a.Observe([]*snapshot.Observation{&clone})
	}
	account := "111122223333"
	if strings.HasPrefix(kind, "pinecone_") {
		account = "search"
	}
	a.Report(snapshot.Source{ID: identities[kind].source, Status: status, Holds: []string{kind}, Account: account})
	results, err := d.evaluator.Evaluate(t.Context(), a.Snapshot())
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[string]finding.Verdict{}
	for _, found := range results.Findings {
		if found.Resource.Type == kind && verdicts[found.Rule] != finding.Fail {
			verdicts[found.Rule] = found.Verdict
		}
	}
	for _, tally := range results.Tallies {
		if tally.Error != "" {
			t.Fatal(tally.Error)
		}
		for _, id := range tally.Passed {
			if strings.HasPrefix(id, kind+"/") && verdicts[tally.Rule] == "" {
				verdicts[tally.Rule] = finding.Pass
			}
		}
	}
	return verdicts
}

// TestNoDriftBetweenEqualSides: what is declared as it is shown, in whatever notation, passes.
func TestNoDriftBetweenEqualSides(t *testing.T) {
	d := newDrifting(t)
	for range 10 {
		for _, kind := range slices.Sorted(maps.Keys(identities)) {
			declared := d.declared(kind)
			shown := d.shown(declared)
			if got := d.verdicts(t, snapshot.Complete, declared, shown)["drift/differs"]; got != finding.Pass {
				t.Fatalf("%s: drift/differs is %q\ndeclared %s\nshown    %s", kind, got, asJSON(declared.Values), asJSON(shown.Values))
			}
		}
	}
}

func asJSON(value any) string {
	data, _ := json.Marshal(value)
	return string(data)
}

// TestWithholdingNeverPasses: of what fails, a service that shows less makes no pass.
func TestWithholdingNeverPasses(t *testing.T) {
	d := newDrifting(t)
	failed := map[string]bool{}
	for range 3 {
		for _, kind := range slices.Sorted(maps.Keys(identities)) {
			declared := d.declared(kind)
			shown := d.shown(declared)
			for _, name := range slices.Sorted(maps.Keys(declared.Values)) {
				if _, fixed := identities[kind].values[name]; !fixed {
					shown.Values[name] = d.value(d.types[kind].Properties[name], 0)
				}
			}
			if d.verdicts(t, snapshot.Complete, declared, shown)["drift/differs"] == finding.Fail {
				failed[kind] = true
				d.withhold(t, declared, shown)
			}
			d.drop(t, declared)
		}
	}
	if len(failed) < 6 {
		t.Errorf("only %v ever differed", slices.Sorted(maps.Keys(failed)))
	}
}

// withhold takes away some attributes, in two ways.
func (d *drifting) withhold(t *testing.T, declared, shown *snapshot.Observation) {
	t.Helper()
	for _, refused := range []bool{true, false} {
		less := *shown
		less.Values = maps.Clone(shown.Values)
		less.Unread, less.Unknown = map[string]string{}, map[string]snapshot.Unknown{}
		for _, name := range slices.Sorted(maps.Keys(d.types[shown.Type].Properties)) {
			if _, fixed := identities[shown.Type].values[name]; fixed || d.IntN(2) == 0 {
				continue
			}
			pointer := snapshot.Child("", name)
			if policies, ok := less.Values[name].(map[string]any); ok && name == "inline_policies" && len(policies) > 0 {
				policies = maps.Clone(policies) // of which each has a call of its own
				first := slices.Sorted(maps.Keys(policies))[0]
				delete(policies, first)
				less.Values[name], pointer = policies, snapshot.Child(pointer, first)
			} else {
				delete(less.Values, name)
			}
			if refused {
				less.Unread[pointer] = "x:Get"
			} else {
				less.Unknown[pointer] = snapshot.Unknown{Reason: "there was no answer"}
			}
		}
		if got := d.verdicts(t, snapshot.Partial, declared, &less)["drift/differs"]; got == finding.Pass {
			t.Fatalf("%s passes where less is shown\ndeclared %s\nshown    %s\nless     %s",
				shown.Type, asJSON(declared.Values), asJSON(shown.Values), asJSON(less.Values))
		}
	}
}

// drop takes away the thing: it is missing where everything was read, and else nobody knows.
func (d *drifting) drop(t *testing.T, declared *snapshot.Observation) {
	t.Helper()
	whole := d.verdicts(t, snapshot.Complete, declared)
	for _, status := range []string{snapshot.Partial, snapshot.Failed, snapshot.Skipped} {
		less := d.verdicts(t, status, declared)
		for rule, was := range whole {
			if was != finding.Pass && less[rule] == finding.Pass {
				t.Fatalf("%s: %s is %s where all was read, and passes where it was %s", declared.Type, rule, was, status)
			}
		}
		if less["drift/missing-live"] == finding.Fail {
			t.Fatalf("%s is called missing, and its source is %s", declared.Type, status)
		}
	}
}
