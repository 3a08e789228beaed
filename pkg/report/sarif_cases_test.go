package report_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

func TestSARIFSeverities(t *testing.T) {
	cases := []struct {
		kind            string
		severity        finding.Severity
		level           string
		score, problems string
	}{
		{"security", finding.Critical, "error", "9.5", ""},
		{"security", finding.High, "error", "8.0", ""},
		{"security", finding.Medium, "warning", "5.5", ""},
		{"security", finding.Low, "note", "2.0", ""},
		{"security", finding.Info, "note", "", "recommendation"},
		{"reliability", finding.Critical, "error", "", "error"},
		{"reliability", finding.Medium, "warning", "", "warning"},
		{"reliability", finding.Low, "note", "", "recommendation"},
	}
	for _, c := range cases {
		results := &finding.Results{Rules: []finding.Rule{{ID: "a/b", Title: "T", Kind: c.kind, Severity: c.severity}}}
		rule := parse(t, write(t, "sarif", results, report.Options{})).Runs[0].Tool.Driver.Rules[0]
		properties := rule.Properties
		if rule.DefaultConfiguration.Level != c.level || properties.SecuritySeverity != c.score ||
			properties.ProblemSeverity != c.problems || !slices.Contains(properties.Tags, c.kind) {
			t.Errorf("%s %s: %s %+v", c.kind, c.severity, rule.DefaultConfiguration.Level, properties)
		}
	}
}

func TestSARIFURIs(t *testing.T) {
	cases := []struct{ root, file, uri string }{
		{"", "main.tf", "main.tf"},
		{"infra", "main.tf", "infra/main.tf"},
		{"infra", "../modules/x.tf", "modules/x.tf"},
		{"../elsewhere", "main.tf", "main.tf"},
		{"/abs/path", "main.tf", "main.tf"},
		{"", "a:b.tf", "a%3Ab.tf"},
		{"", "x y/ü%.tf", "x%20y/%C3%BC%25.tf"},
		{"", "a\xffb.tf", "a%EF%BF%BDb.tf"},
		{"", "/etc/passwd", "pinecone/pinecone_index/search/products"},
		{"", "../out.tf", "pinecone/pinecone_index/search/products"},
		{"", "", "pinecone/pinecone_index/search/products"},
	}
	for _, c := range cases {
		results := fixture(t)
		results.Findings = results.Findings[:1]
		results.Findings[0].Location = &finding.Location{File: c.file, StartLine: 1}
		run := parse(t, write(t, "sarif", results, report.Options{Root: c.root})).Runs[0]
		if uri := run.Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI; uri != c.uri {
			t.Errorf("root %q, file %q: uri is %q, want %q", c.root, c.file, uri, c.uri)
		}
	}
}

func TestSARIFRegions(t *testing.T) {
	cases := []struct {
		at   finding.Location
		want [4]int // start line and column, end line and column; 0 is left out
	}{
		{finding.Location{StartLine: 4, StartColumn: 3, EndLine: 4, EndColumn: 9}, [4]int{4, 3, 4, 9}},
		{finding.Location{StartLine: 4, StartColumn: 3, EndLine: 8, EndColumn: 2}, [4]int{4, 3, 4, 0}},
		{finding.Location{StartLine: 4}, [4]int{4, 0, 4, 0}},
		{finding.Location{}, [4]int{1, 0, 1, 0}},
		{finding.Location{StartLine: 4, StartColumn: 3, EndLine: 4, EndColumn: 3}, [4]int{4, 3, 4, 0}},
	}
	for _, c := range cases {
		results := fixture(t)
		results.Findings = results.Findings[:1]
		c.at.File = "main.tf"
		results.Findings[0].Location = &c.at
		run := parse(t, write(t, "sarif", results, report.Options{})).Runs[0]
		region := run.Results[0].Locations[0].PhysicalLocation.Region
		if got := [4]int{region.StartLine, region.StartColumn, region.EndLine, region.EndColumn}; got != c.want {
			t.Errorf("%+v: region is %v, want %v", c.at, got, c.want)
		}
	}
}

func TestSARIFResultsAreFailsThatAreNotWaived(t *testing.T) {
	run := parse(t, write(t, "sarif", fixture(t), report.Options{})).Runs[0]
	if len(run.Results) != 3 {
		t.Fatalf("%d results, want 3", len(run.Results))
	}
	for _, result := range run.Results {
		if result.RuleID == "cmek/key-rotation" || strings.Contains(result.Message.Text, "scratch") {
			t.Errorf("a verdict that is no open fail is a result: %+v", result)
		}
	}
	if run.AutomationDetails != nil {
		t.Error("automationDetails takes the category from the upload")
	}
}

func TestSARIFEscapesLinks(t *testing.T) {
	written := write(t, "sarif", fixture(t), report.Options{})
	run := parse(t, written).Runs[0]
	hostile := run.Results[len(run.Results)-1].Message.Text
	if !strings.Contains(hostile, `\[x\](http://evil.test)`) || strings.ContainsAny(hostile, "\x1b\u202e") {
		t.Errorf("message is %q", hostile)
	}
	via := run.Results[0]
	if !strings.Contains(via.Message.Text, `See [passed to module "search" as "protection"](1).`) {
		t.Errorf("message %q does not link the related place", via.Message.Text)
	}
	if len(via.RelatedLocations) != 1 || via.RelatedLocations[0].ID != 1 {
		t.Errorf("related locations are %+v", via.RelatedLocations)
	}
}

func TestSARIFMergesResourcesOfOneLine(t *testing.T) {
	results := fixture(t)
	results.Findings = results.Findings[:1]
	for _, name := range []string{"b", "c", "d", "e"} {
		found := results.Findings[0]
		found.Resource.ID, found.Resource.Name, found.Message = "search/"+name, name, "index "+name
		results.Findings = append(results.Findings, found)
	}
	results.Findings[0].Severity = finding.Low
	run := parse(t, write(t, "sarif", results, report.Options{})).Runs[0]
	if len(run.Results) != 1 {
		t.Fatalf("%d results, want 1", len(run.Results))
	}
	merged := run.Results[0]
	for _, part := range []string{`index b`, `"c", "d", "e" and 1 more`} {
		if !strings.Contains(merged.Message.Text, part) {
			t.Errorf("message %q lacks %q", merged.Message.Text, part)
		}
	}
	if len(merged.Locations[0].LogicalLocations) != 5 || merged.Level != "error" {
		t.Errorf("merged result is %+v", merged)
	}
}

func TestSARIFFingerprintsOutliveWhatMoves(t *testing.T) {
	fingerprint := func(pointer, message string) string {
		results := fixture(t)
		results.Findings = results.Findings[3:4]
		results.Findings[0].Pointer, results.Findings[0].Message = pointer, message
		run := parse(t, write(t, "sarif", results, report.Options{})).Runs[0]
		return run.Results[0].PartialFingerprints["primaryLocationLineHash"]
	}
	if one, two := fingerprint("/a", "x"), fingerprint("/b", "y"); one == "" || one != two {
		t.Errorf("fingerprints are %q and %q, want the same", one, two)
	}
}

func TestSARIFSuccess(t *testing.T) {
	gap := []finding.Problem{{Kind: "gap", Message: "module is not vendored"}}
	broken := []finding.Problem{{Kind: "broken", Message: "line 3: not HCL"}}
	cases := []struct {
		name    string
		sources []finding.Source
		policy  string
		alone   bool // what a run without results says
		fails   bool // what a run with results says
	}{
		{"complete", []finding.Source{{Status: "complete"}}, "", true, true},
		{"nothing read", nil, "", false, true},
		{"skipped", []finding.Source{{Status: "skipped"}}, "", false, true},
		{"one failed", []finding.Source{{Status: "complete"}, {Status: "failed"}}, "", false, false},
		{"refused", []finding.Source{{Status: "partial", Permission: "kms:ListKeys"}}, "", false, true},
		{"cut short", []finding.Source{{Status: "partial", Reason: "timeout"}}, "", false, true},
		{"partial unexplained", []finding.Source{{Status: "partial"}}, "", false, true},
		{"gap", []finding.Source{{Status: "partial", Problems: gap}}, "", true, true},
		{"broken", []finding.Source{{Status: "partial", Problems: broken}}, "", false, false},
		{"policy error", []finding.Source{{Status: "complete"}}, "eval_conflict_error", false, false},
	}
	for _, c := range cases {
		results := fixture(t)
		results.Sources = c.sources
		results.Tallies[0].Error = c.policy
		if got := succeeded(t, results); got != c.fails {
			t.Errorf("%s, with results: success is %v, want %v", c.name, got, c.fails)
		}
		results.Findings = nil
		if got := succeeded(t, results); got != c.alone {
			t.Errorf("%s, without results: success is %v, want %v", c.name, got, c.alone)
		}
	}
}

func succeeded(t *testing.T, results *finding.Results) bool {
	t.Helper()
	return parse(t, write(t, "sarif", results, report.Options{})).Runs[0].Invocations[0].ExecutionSuccessful
}

func TestSARIFKeepsTheWorstOfTooMany(t *testing.T) {
	run := parse(t, write(t, "sarif", many(25_010), report.Options{})).Runs[0]
	if len(run.Results) != 25_000 {
		t.Fatalf("%d results, want 25000", len(run.Results))
	}
	levels := map[string]int{}
	for _, result := range run.Results {
		levels[result.Level]++
	}
	// 5002 of each severity: critical and high, medium, low and info.
	if levels["error"] != 10_004 || levels["warning"] != 5002 || levels["note"] != 9994 {
		t.Errorf("levels are %v", levels)
	}
	notes := run.Invocations[0].ToolExecutionNotifications
	if len(notes) == 0 || !strings.Contains(notes[len(notes)-1].Message.Text, "10 results") {
		t.Errorf("no notification says what was left out: %+v", notes)
	}
}

func TestSARIFVersion(t *testing.T) {
	for given, want := range map[string][2]string{
		"v1.2.3": {"1.2.3", ""}, "1.2.3-rc.1": {"1.2.3-rc.1", ""}, "(devel)": {"", "(devel)"}, "": {"", ""},
	} {
		results := &finding.Results{Version: given}
		driver := parse(t, write(t, "sarif", results, report.Options{})).Runs[0].Tool.Driver
		if got := [2]string{driver.SemanticVersion, driver.Version}; got != want {
			t.Errorf("version %q is %v, want %v", given, got, want)
		}
	}
}

func BenchmarkSARIF25000(b *testing.B) {
	results := many(25_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := report.Write(io.Discard, "sarif", results, report.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
