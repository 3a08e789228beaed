package report_test

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

func TestFormatsGolden(t *testing.T) {
	for format, file := range map[string]string{
		"markdown": "report.md", "github": "github.txt", "gitlab": "gitlab.json", "junit": "junit.xml", "csv": "report.csv",
	} {
		golden(t, file, write(t, format, fixture(t), report.Options{Root: "infra"}))
	}
}

// hostile is a run whose every text wants to be more than text.
func hostile(text string) *finding.Results {
	found := finding.Finding{
		Rule: "indexes/tags", Verdict: finding.Fail, Severity: finding.High, Message: text, Fingerprint: "f",
		Resource: finding.Resource{Type: "pinecone_index", ID: text, Name: text, Environment: text},
		Location: &finding.Location{File: text, StartLine: 3, StartColumn: 1, EndLine: 3, EndColumn: 9},
	}
	open, waived := found, found
	open.Verdict, open.Missing = finding.Inconclusive, []finding.Missing{{Pointer: "/tags", Reason: text, Needed: text}}
	waived.Waiver = &finding.Waiver{Reason: text, Owner: text, Ticket: text, Expires: "2030-01-31"}
	open.Resource.ID, waived.Resource.ID = text+"2", text+"3"
	return &finding.Results{
		Schema: finding.ResultsSchema, Version: "1.0.0", Time: "2026-11-01T12:00:00Z",
		Rules: []finding.Rule{{
			ID: "indexes/tags", Title: "T", Severity: finding.High, Kind: "reliability", Precision: "high",
			Resources: []string{"pinecone_index"},
		}},
		Findings: []finding.Finding{found, open, waived},
		Tallies:  []finding.Tally{{Rule: "indexes/tags", Fail: 2, Pass: 1, Inconclusive: 1, Passed: []string{text + "4"}}},
		Sources: []finding.Source{{ID: text, Status: "partial", Reason: text, Problems: []finding.Problem{
			{Kind: "broken", Message: text, Location: found.Location},
		}}},
	}
}

// attacks are names that a reader of some format would act on.
func attacks() []string {
	return []string{
		"</script><script>alert(1)</script>", "::add-mask::x", "x\n::error::injected", "%0A::error::x",
		"[x](javascript:alert(1))", "a | b\n| c |", "`code` **bold** @somebody #1 https://evil.example www.evil.example",
		"\x1b[31mred\x1b]8;;https://evil.example\x07", "=HYPERLINK(\"https://evil.example\")", "\t=1+1", "+1", "-1", "@SUM(A1)",
		"safe\u202Egnp.exe", "a,b:c=d", "\x00\x01\ufffe", "\xff\xfe", "a]]>b", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "<!--", "&lt;b&gt;", strings.Repeat("long ", 200_000),
	}
}

// TestAttacksStayText looks for what a terminal, a page or a bidirectional renderer acts on.
func TestAttacksStayText(t *testing.T) {
	for _, attack := range attacks() {
		results := hostile(attack)
		for _, format := range report.Formats() {
			forbidden := []string{"\x1b", "\x00", "\x07"}
			switch format.Name {
			case "markdown":
				forbidden = append(forbidden, "\u202E", "<script>", "](javascript:")
			case "json", "gitlab": // a path has to be the file's own
			default:
				forbidden = append(forbidden, "\u202E")
			}
			written := write(t, format.Name, results, report.Options{Root: "infra"})
			for _, sequence := range forbidden {
				if strings.Contains(written, sequence) {
					t.Errorf("%s writes %q for %.40q", format.Name, sequence, attack)
				}
			}
		}
	}
}

// TestGitHubWritesOnlyItsCommands holds that no text begins a command of its own, and that
// a command says what it is about as the runner reads it.
func TestGitHubWritesOnlyItsCommands(t *testing.T) {
	for _, attack := range attacks() {
		lines := strings.Split(strings.TrimSuffix(write(t, "github", hostile(attack), report.Options{}), "\n"), "\n")
		if len(lines) != 3 {
			t.Fatalf("%.40q makes %d lines, want two commands and the counts", attack, len(lines))
		}
		for _, line := range lines[:2] {
			head, message, ok := strings.Cut(strings.TrimPrefix(line, "::"), "::")
			if !strings.HasPrefix(line, "::error ") || !ok || message == "" {
				t.Errorf("%q is no command", line[:min(80, len(line))])
			}
			for property := range strings.SplitSeq(strings.TrimPrefix(head, "error "), ",") {
				name, _, _ := strings.Cut(property, "=")
				if !slices.Contains([]string{"file", "line", "endLine", "col", "endColumn", "title"}, name) {
					t.Errorf("%.80q has the property %q", head, name)
				}
			}
		}
	}
}

func TestGitHubCapsAnnotations(t *testing.T) {
	written := write(t, "github", many(100), report.Options{})
	for _, kind := range []string{"error", "warning", "notice"} {
		if got := strings.Count(written, "::"+kind+" "); got != 10 {
			t.Errorf("%d annotations are %s, want 9 and one that counts the rest", got, kind)
		}
	}
	if !strings.Contains(written, "and 31 more") { // 40 errors
		t.Errorf("the rest is not counted:\n%s", written)
	}
}

func TestMarkdownIsText(t *testing.T) {
	for _, attack := range attacks() {
		written := write(t, "markdown", hostile(attack), report.Options{})
		if len(written) > 1<<20 {
			t.Errorf("%.20q takes %d bytes", attack, len(written))
		}
		for line := range strings.SplitSeq(written, "\n") {
			if strings.HasPrefix(line, "|") && strings.Count(line, "|") != 5 {
				t.Errorf("a row has another number of cells: %.200s", line)
			}
			cell := strings.ReplaceAll(line, "[indexes/tags](", "")
			if strings.ContainsAny(cell, "`@*") || strings.Contains(cell, "](") || strings.Contains(cell, "://") {
				t.Errorf("there is markup in %.200s", line)
			}
		}
	}
}

func TestMarkdownFitsIntoASummary(t *testing.T) {
	written := write(t, "markdown", many(30_000), report.Options{})
	if len(written) > 1_000_000 || !strings.Contains(written, "there is no room for them here") {
		t.Errorf("it has %d bytes", len(written))
	}
	if strings.Contains(written, "| low |") {
		t.Error("low findings are written before the critical ones have room")
	}
}

func TestMarkdownComparesWithABase(t *testing.T) {
	base, now := fixture(t), fixture(t)
	gone := now.Findings[0]
	now.Findings = now.Findings[1:]
	for i := range now.Tallies {
		if now.Tallies[i].Rule == gone.Rule {
			now.Tallies[i].Fail--
			now.Tallies[i].Passed = append(now.Tallies[i].Passed, gone.Resource.ID)
			now.Tallies[i].Pass++
		}
	}
	added := now.Findings[0]
	added.Resource.ID, added.Resource.Name, added.Fingerprint, added.Message = "n", "n", "n", "a new one"
	added.Verdict, added.Waiver = finding.Fail, nil
	now.Findings = append(now.Findings, added)
	written := write(t, "markdown", now, report.Options{Base: base})
	if !strings.HasPrefix(written, "## pinelint: 1 new finding, 1 fixed\n") ||
		!strings.Contains(written, "a new one") || strings.Count(written, "\n| ") != 4 {
		t.Errorf("new and fixed are not all there is:\n%s", written)
	}
}

// TestMarkdownComparesWhatPassed holds that what passed and cannot be told any more is said,
// although the earlier run has no finding of it.
func TestMarkdownComparesWhatPassed(t *testing.T) {
	base, now := fixture(t), fixture(t)
	base.Findings = slices.DeleteFunc(base.Findings, func(found finding.Finding) bool {
		return found.Rule == "cmek/key-rotation"
	})
	for i := range base.Tallies {
		if base.Tallies[i].Rule == "cmek/key-rotation" {
			base.Tallies[i].Inconclusive, base.Tallies[i].Pass = 0, 1
			base.Tallies[i].Passed = []string{"terraform:.:aws_kms_key.main"}
		}
	}
	written := write(t, "markdown", now, report.Options{Base: base})
	if !strings.Contains(written, "Cannot be told any more, so they are not fixed: 1") {
		t.Errorf("what passed is not said to be lost:\n%s", written)
	}
}

func TestGitLabIsAListOfWholeEntries(t *testing.T) {
	if got := write(t, "gitlab", &finding.Results{}, report.Options{}); got != "[]\n" {
		t.Errorf("nothing is %q, want []", got)
	}
	for _, attack := range attacks() {
		var entries []struct {
			Description, Fingerprint, Severity string
			Location                           struct {
				Path  string
				Lines struct{ Begin int }
			}
		}
		decode(t, write(t, "gitlab", hostile(attack), report.Options{}), &entries)
		for _, entry := range entries {
			if entry.Description == "" || entry.Fingerprint == "" || entry.Location.Path == "" || entry.Location.Lines.Begin < 1 {
				t.Errorf("%.40q: %+v lacks something", attack, entry)
			}
		}
		if len(entries) != 1 {
			t.Errorf("%d entries, want the one fail that is not waived", len(entries))
		}
	}
}

func TestJUnitCountsAndSkips(t *testing.T) {
	for _, attack := range attacks() {
		var suites struct {
			Tests    int `xml:"tests,attr"`
			Failures int `xml:"failures,attr"`
			Errors   int `xml:"errors,attr"`
			Skipped  int `xml:"skipped,attr"`
		}
		if err := xml.Unmarshal([]byte(write(t, "junit", hostile(attack), report.Options{})), &suites); err != nil {
			t.Fatalf("%.40q: %v", attack, err)
		}
		if got := fmt.Sprint(suites); got != "{4 1 0 2}" {
			t.Errorf("%.40q: tests, failures, errors and skipped are %s", attack, got)
		}
	}
}

func TestCSVHasNoFormula(t *testing.T) {
	for _, attack := range attacks() {
		rows, err := csv.NewReader(strings.NewReader(write(t, "csv", hostile(attack), report.Options{}))).ReadAll()
		if err != nil || len(rows) != 5 {
			t.Fatalf("%.40q: %d rows, %v", attack, len(rows), err)
		}
		for _, cell := range append(rows[1], rows[4]...) {
			if trimmed := strings.TrimLeft(cell, " \t\r\n"); trimmed != "" && strings.ContainsAny(trimmed[:1], "=+-@") {
				t.Errorf("a spreadsheet takes %.40q for a formula", cell)
			}
		}
	}
}

// TestWhatIsNotShownIsTold holds the formats that count to saying what they leave out.
func TestWhatIsNotShownIsTold(t *testing.T) {
	all := fixture(t)
	shown := all.AtLeast(finding.Critical)
	want := fmt.Sprintf("below critical: %d fail, %d inconclusive",
		shown.Unshown.Fail, shown.Unshown.Inconclusive)
	for _, format := range []string{"text", "html", "sarif", "markdown", "github", "junit"} {
		written := write(t, format, shown, report.Options{})
		if !strings.Contains(written, want) {
			t.Errorf("%s does not say %q", format, want)
		}
		if strings.Contains(write(t, format, all, report.Options{}), "not shown, as they") {
			t.Errorf("%s says that all is not shown", format)
		}
	}
	none := *shown
	none.Findings = nil
	for _, format := range []string{"html", "markdown", "oscal"} {
		if written := write(t, format, &none, report.Options{}); !strings.Contains(written, ", all below critical") {
			t.Errorf("%s says something else of what fails and is not shown", format)
		}
	}
	if counts := fmt.Sprintf("%d fail, ", all.Count().Fail); !strings.Contains(write(t, "text", shown, report.Options{}), counts) {
		t.Errorf("text counts otherwise than %q", counts)
	}
}
