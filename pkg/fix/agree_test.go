package fix

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func TestAgrees(t *testing.T) {
	set := finding.Operation{Op: finding.Set, Path: "/a", Value: json.Number("30")}
	add := finding.Operation{Op: finding.Add, Path: "/l/-", Value: "y"}
	remove := finding.Operation{Op: finding.Remove, Path: "/a"}
	for _, test := range []struct {
		name, before, after string
		operation           finding.Operation
		want                string
	}{
		{"set", `{"a": 7, "b": 1}`, `{"a": 30, "b": 1}`, set, ""},
		{"set anew", `{}`, `{"a": 30}`, set, ""},
		{"set to another value", `{"a": 7}`, `{"a": 31}`, set, "/a"},
		{"not set", `{"a": 7}`, `{"a": 7}`, set, "/a"},
		{"something else, too", `{"a": 7, "b": 1}`, `{"a": 30, "b": 2}`, set, "/b"},
		{"something more", `{"a": 7}`, `{"a": 30, "b": 2}`, set, "/b"},
		{"something less", `{"a": 7, "l": [1, 2]}`, `{"a": 30, "l": [1]}`, set, "/l"},
		{"add to a list", `{"l": ["x"]}`, `{"l": ["x", "y"]}`, add, ""},
		{"add to one value", `{"l": "x"}`, `{"l": ["x", "y"]}`, add, ""},
		{"add to nothing", `{}`, `{"l": "y"}`, add, ""},
		{"add in another order", `{"l": ["x"]}`, `{"l": ["y", "x"]}`, add, "/l/0"},
		{"remove", `{"a": 7}`, `{}`, remove, ""},
		{"remove to the default", `{"a": 7}`, `{"a": 30}`, remove, ""},
		{"remove more", `{"a": 7, "b": 1}`, `{}`, remove, "/b"},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, after := evidenceOf(t, test.before), evidenceOf(t, test.after)
			wanted := map[Declaration][]finding.Operation{{"s", "r"}: {test.operation}}
			err := agrees(before, after, wanted)
			if test.want == "" && err != nil {
				t.Error(err)
			}
			if test.want != "" && (err == nil || err.Error() != "it would also change r"+test.want) {
				t.Errorf("%v, want %s", err, test.want)
			}
			if !reflect.DeepEqual(before, evidenceOf(t, test.before)) {
				t.Error("the evidence was changed")
			}
		})
	}
	one, none := evidenceOf(t, `{}`), &snapshot.Snapshot{}
	if err := agrees(one, none, nil); err == nil || err.Error() != "r would not be there any more" {
		t.Error(err)
	}
	if err := agrees(none, one, nil); err == nil || err.Error() != "r would be there too" {
		t.Error(err)
	}
}

func evidenceOf(t *testing.T, text string) *snapshot.Snapshot {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	observation := &snapshot.Observation{Source: "s", Address: "r"}
	if err := decoder.Decode(&observation.Values); err != nil {
		t.Fatal(err)
	}
	resource := &snapshot.Resource{ID: "r", Values: observation.Values, Observations: []*snapshot.Observation{observation}}
	return &snapshot.Snapshot{Resources: map[string][]*snapshot.Resource{"t": {resource}}}
}

func TestBetter(t *testing.T) {
	found := func(verdict finding.Verdict, fingerprint string) finding.Finding {
		return finding.Finding{Rule: "a/b", Verdict: verdict, Fingerprint: fingerprint, Resource: finding.Resource{Name: "r"}}
	}
	before := &finding.Results{
		Findings: []finding.Finding{found(finding.Fail, "1"), found(finding.Fail, "2"), found(finding.Inconclusive, "3")},
		Sources:  []finding.Source{{ID: "s", Problems: []finding.Problem{{Message: "known"}}}},
	}
	for want, after := range map[string]*finding.Results{
		"": {
			Findings: []finding.Finding{found(finding.Fail, "2"), found(finding.Inconclusive, "3")},
			Sources:  before.Sources,
		},
		"a/b would still be fail":                  {Findings: []finding.Finding{found(finding.Fail, "1")}},
		"a/b would still be inconclusive":          {Findings: []finding.Finding{found(finding.Inconclusive, "1")}},
		"a/b would be fail for r":                  {Findings: []finding.Finding{found(finding.Fail, "3")}},
		"a/b would be inconclusive for r":          {Findings: []finding.Finding{found(finding.Inconclusive, "4")}},
		"a rule could not be evaluated afterwards": {Tallies: []finding.Tally{{Error: "it took too long"}}},
		"there would be a new problem in the input: new": {
			Sources: []finding.Source{{ID: "s", Problems: []finding.Problem{{Message: "new"}}}},
		},
	} {
		err := better(before, after, []string{"1"})
		if (err == nil) != (want == "") || (err != nil && err.Error() != want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// TestOverlay: a collector reads the other content whole, and the rest as it is.
func TestOverlay(t *testing.T) {
	below := fstest.MapFS{"a/main.tf": {Data: []byte("short")}, "b.tf": {Data: []byte("b")}}
	over := Overlay(below, map[string][]byte{"a/main.tf": []byte("much longer")})
	tree, err := collect.Walk(over)
	if err != nil || len(tree.Files) != 2 {
		t.Fatalf("%+v, %v", tree, err)
	}
	for name, want := range map[string]string{"a/main.tf": "much longer", "b.tf": "b"} {
		if data, err := collect.ReadFile(over, name); err != nil || string(data) != want {
			t.Errorf("%s is %q, %v", name, data, err)
		}
	}
}
