package report_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

func TestTextGolden(t *testing.T) {
	golden(t, "report.txt", write(t, "text", fixture(t), withSource(report.Options{Root: "infra"})))
}

func TestTextOfARunThatFoundNothing(t *testing.T) {
	results := fixture(t)
	results.Findings = nil
	results.Tallies = []finding.Tally{{Rule: "apikeys/age"}}
	results.Sources = []finding.Source{{ID: "terraform .", Status: "complete", Counts: map[string]int{"files": 3}}}
	golden(t, "nothing.txt", write(t, "text", results, report.Options{}))
}

func TestTextTellsWhatWentWrong(t *testing.T) {
	results := &finding.Results{
		Rules: []finding.Rule{{ID: "cmek/key-rotation"}},
		Tallies: []finding.Tally{
			{Rule: "cmek/key-rotation", Error: "policies/cmek/key_rotation.rego:9: eval_conflict_error"},
		},
		Sources: []finding.Source{
			{ID: "aws.kms 111122223333 us-east-1", Status: "failed", Reason: "access denied", Permission: "kms:ListKeys"},
			{ID: "manifest pinelint.yaml", Status: "partial", Problems: []finding.Problem{
				{Kind: "broken", Message: "unknown key \"projcts\": use projects",
					Location: &finding.Location{File: "pinelint.yaml", StartLine: 7, StartColumn: 1}},
				{Kind: "notice", Message: "the manifest names no environment"},
			}},
			{ID: "pinecone search", Status: "skipped", Reason: "not asked for"},
		},
	}
	golden(t, "trouble.txt", write(t, "text", results, report.Options{}))
}

func TestTextGroupsWhatIsMissing(t *testing.T) {
	results := fixture(t)
	results.Rules, results.Sources, results.Tallies = nil, nil, nil
	inconclusive := results.Findings[2]
	results.Findings = nil
	for i := range 15 {
		found := inconclusive
		found.Resource.ID = string(rune('a' + i))
		found.Resource.Name = "key " + found.Resource.ID
		results.Findings = append(results.Findings, found)
	}
	other := inconclusive
	other.Rule = "cmek/key-spec"
	results.Findings = append(results.Findings, other)
	other.Missing = []finding.Missing{{Pointer: "/policy", Reason: "access denied", Needed: "kms:GetKeyPolicy"}}
	results.Findings = append(results.Findings, other)
	written := write(t, "text", results, report.Options{})
	wants := []string{
		"16 verdicts  needs  a value for variable \"rotate\", or a plan",
		"and 4 facts more: the json format has all",
		"1 verdict  needs  kms:GetKeyPolicy",
	}
	at := 0
	for _, want := range wants {
		next := strings.Index(written[at:], want)
		if next < 0 {
			t.Fatalf("%q is not where it should be in:\n%s", want, written)
		}
		at += next
	}
}

func TestTextGroupsWhatIsAlike(t *testing.T) {
	results := fixture(t)
	failed := results.Findings[0]
	failed.Chain = nil
	results.Findings = nil
	for i := range 12 {
		found := failed
		found.Resource.ID = string(rune('a' + i))
		found.Message = "key " + found.Resource.ID + " is wrong"
		results.Findings = append(results.Findings, found)
	}
	results.Findings[3].Message = results.Findings[2].Message
	other := failed
	other.Resource.ID, other.Message = "z", "key z is wrong in another way"
	other.Evidence = []finding.Evidence{{Source: "terraform infra", Pointer: failed.Pointer, Value: "another"}}
	elsewhere := failed
	elsewhere.Resource.ID, elsewhere.Message = "zz", "key zz is wrong elsewhere"
	elsewhere.Location = &finding.Location{File: failed.Location.File, StartLine: failed.Location.StartLine + 1}
	results.Findings = append(results.Findings, other, elsewhere)
	written := write(t, "text", results, report.Options{})
	for text, times := range map[string]int{
		"high  " + failed.Rule + "\n":            3,
		"    key a is wrong\n":                   1,
		"    and  key b is wrong\n":              1,
		"    and  " + failed.Resource.Type + " ": 1,
		"    and  key j is wrong\n":              1,
		"    and  2 more: the json format has":   1,
		"key k is wrong":                         0,
		"    key z is wrong in another way\n":    1,
		"    key zz is wrong elsewhere\n":        1,
	} {
		if found := strings.Count(written, text); found != times {
			t.Errorf("%q is there %d times, want %d, in:\n%s", text, found, times, written)
		}
	}
}

func TestTextGivesAdviceOnce(t *testing.T) {
	results := many(10)
	for i := range results.Rules {
		results.Rules[i].Description = "because of " + results.Rules[i].ID
	}
	written := write(t, "text", results, report.Options{})
	for _, once := range []string{"because of load/rule-0", "because of load/rule-4"} {
		if strings.Count(written, once) != 1 {
			t.Errorf("%q is there %d times", once, strings.Count(written, once))
		}
	}
	if !strings.Contains(written, "fix  as for infra/file-00.tf:1:3") {
		t.Errorf("the second fail of a rule does not refer to the first:\n%s", written)
	}
}

func TestTextAdviceFits(t *testing.T) {
	cases := []struct {
		file string
		want []string
	}{
		{"a.tf", []string{"Terraform:"}},
		{"a.tf.json", []string{"Terraform:"}},
		{"plan.json", []string{"Terraform:", "Console:", "API:"}},
		{"pinelint.yaml", []string{"Console:", "API:"}},
		{"", []string{"Console:", "API:"}},
	}
	for _, c := range cases {
		results := fixture(t)
		results.Findings = results.Findings[:1]
		results.Findings[0].Location = nil
		if c.file != "" {
			results.Findings[0].Location = &finding.Location{File: c.file}
		}
		written := write(t, "text", results, report.Options{})
		for _, way := range []string{"Terraform:", "Console:", "API:"} {
			wanted := strings.Contains(strings.Join(c.want, " "), way)
			if strings.Contains(written, way) != wanted {
				t.Errorf("file %q, way %s: given is %v, want %v", c.file, way, !wanted, wanted)
			}
		}
	}
}

func TestTextEscapesEverything(t *testing.T) {
	const evil = "x\x1b[2J\u202e\r\n\x00\u009b1m\xff\u2066"
	results := fixture(t)
	for i := range results.Findings {
		found := &results.Findings[i]
		found.Message, found.Resource.Name, found.Resource.ID, found.Resource.Type = evil, evil, evil, evil
		found.Evidence = []finding.Evidence{{Source: evil, Address: evil, Pointer: evil, Value: evil}}
		found.Missing = []finding.Missing{{Pointer: evil, Reason: evil, Needed: evil}}
		found.Related = []finding.Related{{Message: evil, Location: finding.Location{File: evil}}}
		if found.Location != nil {
			found.Location.File = evil
		}
		if found.Waiver != nil {
			found.Waiver = &finding.Waiver{Reason: evil, Owner: evil, Ticket: evil, Expires: evil}
		}
	}
	for i := range results.Rules {
		results.Rules[i].Description, results.Rules[i].Remediation = evil, map[string]string{evil: "```\n" + evil}
	}
	results.Sources = []finding.Source{{
		ID: evil, Status: evil, Reason: evil, Counts: map[string]int{evil: 1},
		Problems: []finding.Problem{{Kind: evil, Message: evil, Location: &finding.Location{File: evil}}},
	}}
	results.Tallies[0].Error = evil
	options := report.Options{
		Source: func(string) ([]byte, error) { return []byte(strings.Repeat("\x1b[31m\u202e\x00 x\n", 20)), nil },
		Redact: func(text string) string { return text },
	}
	written := write(t, "text", results, options)
	if at := strings.IndexAny(written, "\x1b\u202e\r\x00\u009b\u2066\uFFFD"); at >= 0 {
		t.Errorf("unescaped at %q", written[max(0, at-60):at+10])
	}
	if !strings.Contains(written, `x\x1b[2J\u202e\r\n\x00\u009b1m\xff\u2066`) {
		t.Errorf("the name is not shown with escapes:\n%s", written)
	}
}

func TestTextCommandsNothing(t *testing.T) {
	for _, name := range []string{"::add-mask::x", "##[error]x", "##vso[task.complete result=Failed]x"} {
		results := fixture(t)
		results.Findings[0].Message = name
		results.Findings[0].Location.File = name
		written := write(t, "text", results, report.Options{})
		for line := range strings.Lines(written) {
			if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") ||
				strings.Contains(line, "##vso[") {
				t.Errorf("a log would obey %q", line)
			}
		}
	}
}

func TestTextShowsOnlySomeEvidence(t *testing.T) {
	results := fixture(t)
	for range 9 {
		evidence := finding.Evidence{Source: "aws", Pointer: "/policy", Value: map[string]any{"Effect": "<Allow>"}}
		evidence.Location = &finding.Location{File: "policy.json", StartLine: 2}
		results.Findings[0].Evidence = append(results.Findings[0].Evidence, evidence)
	}
	written := write(t, "text", results, report.Options{})
	for _, want := range []string{`saw  /policy = {"Effect":"<Allow>"}  in aws, policy.json:2`, "and 7 more\n"} {
		if !strings.Contains(written, want) {
			t.Errorf("%q is not in:\n%s", want, written)
		}
	}
}

func TestTextColor(t *testing.T) {
	plain := write(t, "text", fixture(t), withSource(report.Options{}))
	colored := write(t, "text", fixture(t), withSource(report.Options{Color: true}))
	if strings.Contains(plain, "\x1b") || !strings.Contains(colored, "\x1b[1;31mcritical\x1b[0m") {
		t.Errorf("colours are not where they should be:\n%q", colored)
	}
}

func TestTextWidth(t *testing.T) {
	results := fixture(t)
	results.Rules[3].Description = strings.Repeat("word ", 60)
	for _, width := range []int{1, 40, 72} {
		written := write(t, "text", results, withSource(report.Options{Width: width}))
		for line := range strings.Lines(written) {
			if strings.Contains(line, "word") || strings.Contains(line, " | ") {
				if len(strings.TrimSuffix(line, "\n")) > max(40, width) {
					t.Errorf("width %d: line is %d wide: %s", width, len(line), line)
				}
			}
		}
	}
}

func TestTextWithoutReadableSource(t *testing.T) {
	redact := func(text string) string { return text }
	read := func(string) ([]byte, error) { return []byte("one\ntwo\nthree\n"), nil }
	for name, options := range map[string]report.Options{
		"no source": {Redact: redact},
		"no redact": {Source: read},
		"error":     {Redact: redact, Source: func(string) ([]byte, error) { return nil, errors.New("gone") }},
		"short":     {Redact: redact, Source: func(string) ([]byte, error) { return []byte("one"), nil }},
	} {
		if written := write(t, "text", fixture(t), options); strings.Contains(written, " | ") {
			t.Errorf("%s: a source line is shown:\n%s", name, written)
		}
	}
}

// TestTextOfDrift says of a thing that was looked for whether it was seen, and gives no
// advice on drift twice.
func TestTextOfDrift(t *testing.T) {
	results := fixture(t)
	found := results.Findings[0]
	found.Patch = nil
	call := &finding.Call{Name: "GET /indexes", Account: "search", Time: "2026-11-01T12:00:00Z"}
	results.Findings = nil
	for rule, evidence := range map[string][]finding.Evidence{
		"drift/missing-live": {{Source: "pinecone project search indexes", Call: call}},
		"drift/undeclared":   {{Source: "pinecone project search indexes", Value: "toys", Call: call}},
		"drift/differs": {
			{Source: "terraform .", Pointer: "/tags/owner", Value: "search"},
			{Source: "pinecone project search indexes", Pointer: "/tags/owner", Value: "ada", Call: call},
		},
	} {
		found.Rule, found.Evidence = rule, evidence
		results.Findings = append(results.Findings, found)
	}
	written := write(t, "text", results, report.Options{})
	for _, want := range []string{
		"saw  nothing of it  by GET /indexes in search at 2026-11-01T12:00:00Z\n",
		"saw  \"toys\"  by GET /indexes in search at 2026-11-01T12:00:00Z\n",
		"saw  /tags/owner = \"ada\"  by GET /indexes",
	} {
		if !strings.Contains(written, want) {
			t.Errorf("there is no %q in\n%s", want, written)
		}
	}
	if strings.Contains(written, "the source has another value than the service") {
		t.Errorf("a finding on drift is told that it is one:\n%s", written)
	}
}

// TestTextOfPulumi gives Terraform's words to who has a program or a preview of Pulumi's, says
// that names differ there, and sends nobody to the console. A preview is never edited.
func TestTextOfPulumi(t *testing.T) {
	const words = "Pulumi, in Terraform's words (its names are in camelCase)"
	for name, c := range map[string]struct {
		source, file, address string
		pulumi, fixes         bool
	}{
		"a program":                       {"pulumi .", "Pulumi.yaml", "products", true, true},
		"a preview":                       {"plan preview.json", "preview.json", "products", true, false},
		"a preview with a line of source": {"plan preview.json", "index.ts", "products", true, false},
		"a plan":                          {"plan plan.json", "plan.json", "pinecone_index.products", false, false},
		"a plan with a line of source":    {"plan plan.json", "main.tf", "pinecone_index.products", false, false},
		"Terraform":                       {"terraform .", "main.tf", "pinecone_index.products", false, true},
		"OpenTofu":                        {"terraform .", "main.tofu", "pinecone_index.products", false, true},
		"OpenTofu in JSON, planned":       {"plan plan.json", "main.tofu.json", "pinecone_index.products", false, false},
	} {
		results := fixture(t)
		found := results.Findings[0]
		found.Location, found.Source = &finding.Location{File: c.file, StartLine: 1}, c.source
		found.Evidence = []finding.Evidence{{Source: c.source, Address: c.address, Pointer: "/deletion_protection"}}
		found.Patch = []finding.Operation{{Op: finding.Set, Path: "/deletion_protection", Value: "enabled"}}
		results.Findings = []finding.Finding{found}
		remediation := map[string]string{"terraform": "Set it.", "console": "Click it."}
		results.Rules = []finding.Rule{{ID: found.Rule, Title: "a title", Remediation: remediation}}
		written := write(t, "text", results, report.Options{})
		if strings.Contains(written, words) != c.pulumi {
			t.Errorf("%s: in Pulumi's words is %t, want %t:\n%s", name, !c.pulumi, c.pulumi, written)
		}
		if name != "a plan" && strings.Contains(written, "Click it.") {
			t.Errorf("%s: it is sent to the console:\n%s", name, written)
		}
		if strings.Contains(written, "pinelint fix") != c.fixes {
			t.Errorf("%s: offering a fix is %t, want %t:\n%s", name, !c.fixes, c.fixes, written)
		}
		results.Findings[0].Patch[0].Path = "/lifecycle/prevent_destroy"
		written = write(t, "text", results, report.Options{})
		if strings.Contains(written, "pinelint fix") != (c.fixes && !c.pulumi) {
			t.Errorf("%s: of what only Terraform has, offering a fix is %t:\n%s", name, c.pulumi, written)
		}
	}
}
