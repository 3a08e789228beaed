package evaluate_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// custom is a policy folder with one rule about indexes.
func custom(metadata, body string) fs.FS {
	text := `# METADATA
# title: A rule of a test
# description: It is there to be judged by.
# custom:
#   severity: medium
#   resources: [pinecone_index]
` + metadata + `package policies.rules.house.naming

import data.policies.lib.known
import data.policies.lib.result

` + body
	return fstest.MapFS{"rules/house/naming/naming.rego": {Data: []byte(text)}}
}

const needsRegion = "#   needs: [/region]\n"

const denyNoRegion = `deny contains result.at(index, "/region", "no region") if {
	some index in input.resources.pinecone_index
	known.unset(index, "/region")
}
`

func judgeWith(t *testing.T, folder fs.FS, evidence *snapshot.Snapshot) (*finding.Results, error) {
	t.Helper()
	evaluator, err := evaluate.New(evaluate.Options{
		Policies: os.DirFS(policies), Custom: []evaluate.Folder{{FS: folder}}, Now: judgedAt, Timeout: time.Second,
		Choose: func(rule finding.Rule) (*finding.Severity, bool) { return nil, rule.Custom },
	})
	if err != nil {
		return nil, err
	}
	return evaluator.Evaluate(t.Context(), evidence)
}

func index(change func(*snapshot.Resource)) *snapshot.Snapshot {
	resource := &snapshot.Resource{
		Type: "pinecone_index", ID: "docs", Name: "docs", Complete: true, Values: map[string]any{"name": "docs"},
	}
	observation := &snapshot.Observation{Source: "terraform infra", Address: "pinecone_index.docs", Complete: true, Values: resource.Values}
	observation.Locations.Set("", snapshot.Position{Location: snapshot.Location{File: "infra/main.tf", StartLine: 3, StartColumn: 1}})
	resource.Observations = []*snapshot.Observation{observation}
	change(resource)
	return &snapshot.Snapshot{
		Schema:    snapshot.Schema,
		Sources:   []snapshot.Source{{ID: "terraform infra", Status: snapshot.Complete, Holds: []string{"pinecone_*"}}},
		Resources: map[string][]*snapshot.Resource{"pinecone_index": {resource}},
	}
}

func TestVerdicts(t *testing.T) {
	tests := map[string]struct {
		metadata, body string
		evidence       *snapshot.Snapshot
		want           finding.Tally
		message        string
	}{
		"denied": {
			needsRegion, denyNoRegion, index(func(*snapshot.Resource) {}), finding.Tally{Fail: 1}, "no region",
		},
		"known and right": {
			needsRegion, denyNoRegion,
			index(func(r *snapshot.Resource) { r.Values["region"] = "us-east-1" }),
			finding.Tally{Pass: 1}, "",
		},
		"unknown": {
			needsRegion, denyNoRegion,
			index(func(r *snapshot.Resource) {
				r.Unknown = map[string]snapshot.Unknown{"/region": {Expression: "var.region", Reason: "no value was given"}}
			}),
			finding.Tally{Inconclusive: 1}, "docs could not be judged: /region (var.region: no value was given)",
		},
		"unread": {
			needsRegion, denyNoRegion,
			index(func(r *snapshot.Resource) { r.Unread = map[string]string{"/region": "ControlPlaneViewer"} }),
			finding.Tally{Inconclusive: 1}, "docs could not be judged: /region (the service refused to show it)",
		},
		"held by no source": {
			needsRegion, denyNoRegion, index(func(r *snapshot.Resource) { r.Complete = false }),
			finding.Tally{Inconclusive: 1}, "docs could not be judged: /region (no source that was read holds it)",
		},
		"a link that nobody knows": {
			"#   needs: [\"project:/name\"]\n", denyNoRegion,
			index(func(r *snapshot.Resource) { r.Values["region"] = "x" }),
			finding.Tally{Inconclusive: 1}, "docs could not be judged: project:/name (nothing that was read says which project it belongs with)",
		},
		"outside production": {
			needsRegion, denyNoRegion, index(func(r *snapshot.Resource) { r.Environment = "staging" }), finding.Tally{}, "",
		},
		"outside production, for a rule that judges all": {
			needsRegion + "#   environments: all\n", denyNoRegion,
			index(func(r *snapshot.Resource) { r.Environment = "staging" }), finding.Tally{Fail: 1}, "no region",
		},
		"no subject": {
			"", "applies := set()\n\n" + denyNone, index(func(*snapshot.Resource) {}), finding.Tally{}, "",
		},
		"perhaps a subject": {
			"#   applies_needs: [/cloud]\n", "applies := set()\n\n" + denyNone,
			index(func(r *snapshot.Resource) { r.Complete = false }),
			finding.Tally{Inconclusive: 1}, "docs could not be judged: /cloud (no source that was read holds it)",
		},
		"not a subject, where nothing is said": {
			"#   applies_needs: [\"/cloud?\"]\n", "applies := set()\n\n" + denyNone,
			index(func(r *snapshot.Resource) { r.Complete = false }), finding.Tally{}, "",
		},
		"perhaps a subject, where something is hidden": {
			"#   applies_needs: [\"/cloud?\"]\n", "applies := set()\n\n" + denyNone,
			index(func(r *snapshot.Resource) {
				r.Unknown = map[string]snapshot.Unknown{"/cloud": {Reason: "no default", Expression: "var.cloud"}}
			}),
			finding.Tally{Inconclusive: 1}, "docs could not be judged: /cloud (var.cloud: no default)",
		},
		"not a subject, where no manifest says what only one can": {
			"#   applies_needs: [\"/cloud?\"]\n", "applies := set()\n\n" + denyNone,
			index(func(r *snapshot.Resource) {
				r.Unknown = map[string]snapshot.Unknown{"/cloud": {Reason: snapshot.Unsaid}}
			}),
			finding.Tally{}, "",
		},
		"a rule that cannot tell": {
			"", `deny contains result.undecided(index, "/region", "who knows") if {
	some index in input.resources.pinecone_index
	known.unset(index, "/region")
}
`, index(func(*snapshot.Resource) {}), finding.Tally{Inconclusive: 1}, "docs could not be judged: /region (who knows)",
		},
		"absence that is certain": {
			"", denyAbsent("pinecone_collection"), index(func(*snapshot.Resource) {}), finding.Tally{Fail: 1}, "none",
		},
		"absence that no source can tell": {
			"", denyAbsent("aws_kms_alias"), index(func(*snapshot.Resource) {}),
			finding.Tally{Inconclusive: 1}, "docs could not be judged: aws_kms_alias (nothing that was read could hold one)",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			results, err := judgeWith(t, custom(test.metadata, test.body), test.evidence)
			if err != nil {
				t.Fatal(err)
			}
			got := results.Tallies[0]
			if got.Fail != test.want.Fail || got.Pass != test.want.Pass || got.Inconclusive != test.want.Inconclusive || got.Error != "" {
				t.Errorf("tally = %+v, want %+v", got, test.want)
			}
			message := ""
			if len(results.Findings) > 0 {
				message = results.Findings[0].Message
			}
			if message != test.message {
				t.Errorf("message = %q, want %q", message, test.message)
			}
		})
	}
}

// TestPlaceOfWhatIsNotKnown has a condition key, in whose name is a colon.
func TestPlaceOfWhatIsNotKnown(t *testing.T) {
	const part = "/tags/aws:SourceIp"
	evidence := index(func(r *snapshot.Resource) {
		at := snapshot.Location{File: "infra/main.tf", StartLine: 9, StartColumn: 5}
		r.Observations[0].Locations.Set(part, snapshot.Position{Location: at})
	})
	results, err := judgeWith(t, custom("", `deny contains result.undecided(index, "`+part+`", "who knows") if {
	some index in input.resources.pinecone_index
	known.unset(index, "/region")
}
`), evidence)
	if err != nil {
		t.Fatal(err)
	}
	if at := results.Findings[0].Location; at == nil || at.StartLine != 9 {
		t.Errorf("location = %+v, want line 9", at)
	}
}

// TestPlaceOfWhatAnotherHides has a verdict that rests on a part of another resource.
func TestPlaceOfWhatAnotherHides(t *testing.T) {
	evidence := index(func(*snapshot.Resource) {})
	key := &snapshot.Resource{Type: "aws_kms_key", ID: "key", Name: "key", Values: map[string]any{}}
	seen := &snapshot.Observation{Source: "policy files", Address: "key", Values: key.Values}
	seen.Locations.Set("/policy", snapshot.Position{Location: snapshot.Location{File: "key.json", StartLine: 7, StartColumn: 5}})
	key.Observations = []*snapshot.Observation{seen}
	evidence.Resources["aws_kms_key"] = []*snapshot.Resource{key}
	for place, want := range map[string]string{
		"key": "key.json", "docs": "infra/main.tf", "nothing": "infra/main.tf",
	} {
		results, err := judgeWith(t, custom("", `deny contains result.open(index, {"resource": "`+place+`", "pointer": "/policy"}, "who knows") if {
	some index in input.resources.pinecone_index
	known.unset(index, "/region")
}
`), evidence)
		if err != nil {
			t.Fatal(err)
		}
		found := results.Findings[0]
		if found.Verdict != finding.Inconclusive || found.Location == nil || found.Location.File != want {
			t.Errorf("%s: %s at %+v, want %s", place, found.Verdict, found.Location, want)
		}
	}
}

const denyNone = `deny contains result.at(index, "", known.value(index, "/no")) if some index in input.resources.pinecone_index
`

func denyAbsent(kind string) string {
	return `deny contains result.absent(index, "", ["` + kind + `"], "none") if {
	some index in input.resources.pinecone_index
	known.value(index, "/name")
}
`
}

func TestAbsenceInASourceThatIsPartial(t *testing.T) {
	evidence := index(func(*snapshot.Resource) {})
	evidence.Sources[0].Status = snapshot.Partial
	results, err := judgeWith(t, custom("", denyAbsent("pinecone_collection")), evidence)
	if err != nil {
		t.Fatal(err)
	}
	if got := results.Findings[0]; got.Verdict != finding.Inconclusive ||
		got.Missing[0].Reason != "terraform infra was not read completely, and could hold one" {
		t.Errorf("finding = %+v", got)
	}
}

// TestRuleThatFails shows that a failing built-in and an endless rule are errors of the
// rule, and that other rules are judged all the same.
func TestRuleThatFails(t *testing.T) {
	tests := map[string]struct{ body, want string }{
		"a built-in that fails": {
			`deny contains result.at(index, "", "x") if {
	some index in input.resources.pinecone_index
	known.value(index, "/name")
	to_number(index.name) > 1
}
`, "to_number",
		},
		"too long": {
			`deny contains result.at(index, "", "x") if {
	some index in input.resources.pinecone_index
	known.value(index, "/name")
	some i in numbers.range(1, 100000)
	some j in numbers.range(1, 100000)
	i * j == -1
}
`, "it took longer than 1s",
		},
		"not made by result.at": {
			`deny contains "x" if known.value(input.resources.pinecone_index[0], "/name")

unused := result.at({"id": ""}, "", "")
`, "deny holds something that result.at did not make",
		},
		"a severity that is none": {
			`deny contains result.severe(result.at(index, "", "no"), "dire") if some index in input.resources.pinecone_index

unused := known.value({"values": {}}, "/name")
`, `severity "dire" is unknown`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			evaluator, err := evaluate.New(evaluate.Options{
				Policies: os.DirFS(policies), Custom: []evaluate.Folder{{FS: custom("", test.body)}}, Now: judgedAt, Timeout: time.Second,
				Choose: func(rule finding.Rule) (*finding.Severity, bool) {
					return nil, rule.Custom || rule.ID == "indexes/deletion-protection"
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			results, err := evaluator.Evaluate(t.Context(), index(func(*snapshot.Resource) {}))
			if err != nil {
				t.Fatal(err)
			}
			failed := results.PolicyErrors()
			if len(failed) != 1 || failed[0].Rule != "house/naming" || !strings.Contains(failed[0].Error, test.want) {
				t.Errorf("policy errors = %+v, want one with %q", failed, test.want)
			}
			if len(results.Findings) != 1 || results.Findings[0].Rule != "indexes/deletion-protection" {
				t.Errorf("the other rule's findings = %+v", results.Findings)
			}
		})
	}
}

// TestSeverityOfAFinding says which severity counts: what the finding has, the rule's where
// it has none, and what was chosen for the rule before both.
func TestSeverityOfAFinding(t *testing.T) {
	const body = `deny contains result.severe(result.at(index, "/region", "worse"), "critical") if {
	some index in input.resources.pinecone_index
	known.unset(index, "/region")
}

deny contains result.at(index, "/cloud", "as usual") if {
	some index in input.resources.pinecone_index
	known.unset(index, "/cloud")
}
`
	low := finding.Low
	for name, test := range map[string]struct {
		chosen *finding.Severity
		want   map[string]finding.Severity
	}{
		"the finding's": {nil, map[string]finding.Severity{"/region": finding.Critical, "/cloud": finding.Medium}},
		"the chosen":    {&low, map[string]finding.Severity{"/region": finding.Low, "/cloud": finding.Low}},
	} {
		t.Run(name, func(t *testing.T) {
			evaluator, err := evaluate.New(evaluate.Options{
				Policies: os.DirFS(policies), Custom: []evaluate.Folder{{FS: custom("", body)}}, Now: judgedAt, Timeout: time.Second,
				Choose: func(rule finding.Rule) (*finding.Severity, bool) { return test.chosen, rule.Custom },
			})
			if err != nil {
				t.Fatal(err)
			}
			results, err := evaluator.Evaluate(t.Context(), index(func(*snapshot.Resource) {}))
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]finding.Severity{}
			for _, found := range results.Findings {
				got[found.Pointer] = found.Severity
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("severities are %v, want %v", got, test.want)
			}
		})
	}
}

// TestShownValues: a finding on values that are not those at its pointer has them as evidence,
// and stands where the first of them that is in a file does.
func TestShownValues(t *testing.T) {
	const body = `deny contains result.shown(result.at(index, "/tags", "differs"), [
	{"source": "live", "address": "/x", "pointer": "/tags/a", "value": 1, "call": {"name": "GET", "account": "search", "time": "now"}},
	{"source": "terraform infra", "address": "pinecone_index.docs", "pointer": "/tags/b", "value": "two"},
	{"source": "manifest pinelint.yaml", "address": "/projects/0", "pointer": "/tags"},
]) if {
	some index in input.resources.pinecone_index
	known.value(index, "/name")
}
`
	results, err := judgeWith(t, custom("", body), index(func(r *snapshot.Resource) {
		r.Observations[0].Locations.Set("/tags/b", snapshot.Position{
			Location: snapshot.Location{File: "infra/main.tf", StartLine: 7},
			Via:      []snapshot.Via{{Location: snapshot.Location{File: "vars.tf", StartLine: 2}, Note: "a default"}},
		})
	}))
	if err != nil {
		t.Fatal(err)
	}
	found := results.Findings[0]
	at := finding.Location{File: "infra/main.tf", StartLine: 7}
	if found.Location == nil || *found.Location != at || len(found.Related) != 1 || found.Related[0].Message != "a default" {
		t.Errorf("it stands at %+v, by way of %+v", found.Location, found.Related)
	}
	want := []finding.Evidence{
		{
			Source: "live", Address: "/x", Pointer: "/tags/a", Value: json.Number("1"),
			Call: &finding.Call{Name: "GET", Account: "search", Time: "now"},
		},
		{Source: "terraform infra", Address: "pinecone_index.docs", Pointer: "/tags/b", Value: "two", Location: &at},
		{Source: "manifest pinelint.yaml", Address: "/projects/0", Pointer: "/tags"},
	}
	if !reflect.DeepEqual(found.Evidence, want) {
		t.Errorf("evidence is %+v, want %+v", found.Evidence, want)
	}
}

// TestSandbox shows what custom policies cannot use.
// TestRulesSeeWhyAFactIsUnknown has the reason, the expression and the pattern of each, as one of them may
// be the same for two facts.
func TestRulesSeeWhyAFactIsUnknown(t *testing.T) {
	const body = `deny contains result.at(index, pointer, message) if {
	some index in input.resources.pinecone_index
	known.value(index, "/name")
	some pointer, why in index.unknown
	message := concat(" ", [why.reason, object.get(why, "expression", "of nothing"), object.get(why, "pattern", "")])
}
`
	results, err := judgeWith(t, custom("", body), index(func(r *snapshot.Resource) {
		r.Unknown = map[string]snapshot.Unknown{
			"/cloud": {Reason: "not set"}, "/host": {Reason: "not set", Expression: "var.host", Pattern: "${var.host}.io"},
			"/metric": {Reason: "not set", Expression: "var.metric"},
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, found := range results.Findings {
		got[found.Pointer] = found.Message
	}
	want := map[string]string{"/cloud": "not set of nothing ", "/host": "not set var.host ${var.host}.io", "/metric": "not set var.metric "}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("rules see %v, want %v", got, want)
	}
}

func TestSandbox(t *testing.T) {
	for _, call := range []string{
		`http.send({"method": "get", "url": "http://127.0.0.1"})`, `opa.runtime()`,
		`net.lookup_ip_addr("localhost")`, `rand.intn("x", 2)`, `uuid.rfc4122("x")`,
	} {
		body := "deny contains result.at(index, \"\", \"x\") if {\n\tsome index in input.resources.pinecone_index\n\tknown.value(index, \"/name\")\n\t" + call + "\n}\n"
		_, err := judgeWith(t, custom("", body), index(func(*snapshot.Resource) {}))
		if err == nil || !strings.Contains(err.Error(), "undefined function") {
			t.Errorf("%s: error = %v", call, err)
		}
	}
}

// TestClockIsGiven shows that rules see the time of the options and no other.
func TestClockIsGiven(t *testing.T) {
	body := `deny contains result.at(index, "", time.format(time.now_ns())) if {
	some index in input.resources.pinecone_index
	known.value(index, "/name")
}
`
	results, err := judgeWith(t, custom("", body), index(func(*snapshot.Resource) {}))
	if err != nil {
		t.Fatal(err)
	}
	if got := results.Findings[0].Message; got != judgedAt.Format(time.RFC3339) {
		t.Errorf("now = %s, want %s", got, judgedAt.Format(time.RFC3339))
	}
}

func TestMistakesInCustomPolicies(t *testing.T) {
	tests := map[string]struct {
		folder fs.FS
		want   string
	}{
		"no METADATA": {
			fstest.MapFS{"a.rego": {Data: []byte("package policies.rules.a.b\n\ndeny := set()\n")}},
			"a.rego:1: rule a/b has no METADATA",
		},
		"another package": {
			fstest.MapFS{"a.rego": {Data: []byte("package mine\n\ndeny := set()\n")}},
			"a.rego:1: a rule's package is policies.rules.<category>.<name>, not mine",
		},
		"a misspelt key": {custom("#   severty: high\n", denyNoRegion), `unknown field "severty"`},
		"a derived key":  {custom("#   id: x\n", denyNoRegion), `key "id" is derived and cannot be typed`},
		"no deny":        {custom("", "x := known.unset(1, \"\")\n\ny := result.at(1, 2, 3)\n"), "there is no deny"},
		"a taken id": {
			fstest.MapFS{"r.rego": {Data: []byte("# METADATA\n# title: T\n# description: D\n# custom:\n#   severity: low\n" +
				"#   resources: [pinecone_index]\npackage policies.rules.indexes.deletion_protection\n\ndeny := set()\n")}},
			"there is a rule indexes/deletion-protection already",
		},
		"not Rego": {fstest.MapFS{"a.rego": {Data: []byte("package {")}}, "a.rego:1:9: "},
		"empty":    {fstest.MapFS{"a.rego": {Data: nil}}, "a.rego"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := judgeWith(t, test.folder, index(func(*snapshot.Resource) {}))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error = %v, want %q", err, test.want)
			}
		})
	}
}

func TestFactsOfACustomPolicyReplaceShippedOnes(t *testing.T) {
	folder := custom("", `deny contains result.at(index, "", sprintf("%v", [data.facts.regions])) if {
	some index in input.resources.pinecone_index
	known.value(index, "/name")
}
`).(fstest.MapFS)
	folder["facts/regions.yaml"] = &fstest.MapFile{Data: []byte("regions: {moon: {cloud: aws}}\n")}
	results, err := judgeWith(t, folder, index(func(*snapshot.Resource) {}))
	if err != nil {
		t.Fatal(err)
	}
	if got := results.Findings[0].Message; got != `{"moon": {"cloud": "aws"}}` {
		t.Errorf("regions = %s", got)
	}
}

func TestInterruption(t *testing.T) {
	evaluator, err := evaluate.New(evaluate.Options{Policies: os.DirFS(policies), Now: judgedAt})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := evaluator.Evaluate(ctx, index(func(*snapshot.Resource) {})); err == nil {
		t.Error("an interrupted evaluation has no error")
	}
}
