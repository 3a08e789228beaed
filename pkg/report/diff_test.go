package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// changes has every kind of change there is.
func changes() *diff.Diff {
	index := finding.Resource{Type: "pinecone_index", ID: "pinecone_index/search/docs", Name: "docs"}
	key := finding.Resource{Type: "aws_kms_key", ID: "key", Name: "key\x1b[2J"}
	off := &finding.Finding{
		Rule: "indexes/protection", Verdict: finding.Fail, Severity: finding.High, Resource: index, Pointer: "/protection",
		Message: "index \"docs\" has no protection", Location: &finding.Location{File: "infra/main.tf", StartLine: 3, StartColumn: 5},
	}
	waived, open := *off, *off
	waived.Waiver = &finding.Waiver{Reason: "rebuilt every night", Owner: "ana", Expires: "2027-01-01", Ticket: "OPS-1"}
	waived.Severity, waived.Message = finding.Medium, "index \"docs\" has protection \"none\""
	open.Verdict, open.Location, open.Message = finding.Inconclusive, nil, "docs could not be judged: /protection"
	change := func(kind diff.Kind, was, is diff.Verdict, old, now *finding.Finding, causes ...diff.Cause) diff.Change {
		return diff.Change{
			Kind: kind, Causes: causes, Rule: "indexes/protection", Resource: index, Fingerprint: "f", Was: was, Is: is, Old: old, New: now,
		}
	}
	return &diff.Diff{
		Schema: diff.Schema, Of: "snapshots", OldVersion: "1.0.0", NewVersion: "1.1.0",
		Findings: []diff.Change{
			change(diff.New, diff.Pass, diff.Fail, nil, off, diff.Configuration, diff.Rules),
			change(diff.Changed, diff.Fail, diff.Fail, off, &waived, diff.Rules, diff.Waived),
			change(diff.Fixed, diff.Fail, diff.NotApplicable, off, nil, diff.Configuration),
			change(diff.Dropped, diff.Fail, diff.NotJudged, off, nil, diff.Rules),
			change(diff.Lost, diff.Fail, diff.Inconclusive, off, &open, diff.Collection),
			change(diff.Gained, diff.Inconclusive, diff.Pass, &open, nil, diff.Configuration),
		},
		Sources: []diff.Source{
			{ID: "terraform infra", Was: "complete", Is: "partial", Kind: diff.Lost, Reasons: []string{"a module is missing"}},
			{ID: "policy files", Was: "failed", Is: "skipped", Kind: diff.Changed},
			{ID: "plan plan.json", Was: "absent", Is: "complete", Kind: diff.Gained},
		},
		Rules: []diff.Rule{
			{ID: "indexes/a", Kind: diff.New}, {ID: "indexes/b", Kind: diff.Dropped}, {ID: "indexes/c", Kind: diff.Lost},
			{ID: "indexes/d", Kind: diff.Gained}, {ID: "indexes/e", Kind: diff.Changed, Fields: []string{"severity", "needs"}},
		},
		Facts: []diff.Fact{
			{Kind: diff.Changed, Cause: diff.Configuration, Resource: index, Pointer: "/dimension", Old: 1536, New: 3072, Location: off.Location},
			{Kind: diff.New, Cause: diff.Configuration, Resource: index, Pointer: "/tags", New: map[string]any{"a": "<b>"}},
			{Kind: diff.Fixed, Cause: diff.Configuration, Resource: index, Pointer: "/region", Old: strings.Repeat("x", 99)},
			{Kind: diff.Lost, Cause: diff.Collection, Resource: index, Pointer: "/protection", Old: false, Reason: "var.p has no default"},
			{Kind: diff.Gained, Cause: diff.Configuration, Resource: index, Pointer: "/metric", New: "cosine", Reason: "known after apply"},
			{Kind: diff.New, Cause: diff.Configuration, Resource: key}, {Kind: diff.Fixed, Cause: diff.Configuration, Resource: key},
			{Kind: diff.Lost, Cause: diff.Collection, Resource: key}, {Kind: diff.Gained, Cause: diff.Collection, Resource: key},
		},
	}
}

func writeDiff(t *testing.T, format string, changed *diff.Diff, options report.Options) string {
	t.Helper()
	var out bytes.Buffer
	if err := report.WriteDiff(&out, format, changed, options); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDiffGolden(t *testing.T) {
	golden(t, "diff.txt", writeDiff(t, "text", changes(), report.Options{Root: "here"}))
}

func TestDiffOfNothing(t *testing.T) {
	if got := writeDiff(t, "text", &diff.Diff{}, report.Options{}); got != "Nothing changed.\n" {
		t.Errorf("text is %q", got)
	}
}

func TestDiffColor(t *testing.T) {
	plain, colored := writeDiff(t, "text", changes(), report.Options{}), writeDiff(t, "text", changes(), report.Options{Color: true})
	if strings.Contains(plain, "\x1b") || !strings.Contains(colored, "\x1b[31mhigh\x1b[0m") || strings.Contains(colored, "\x1b[2J") {
		t.Errorf("colours are wrong:\n%s", colored)
	}
}

func TestDiffFollowsItsSchema(t *testing.T) {
	none := finding.Results{}
	for name, changed := range map[string]*diff.Diff{
		"all": changes(), "empty": diff.Compare(diff.Side{Results: &none}, diff.Side{Results: &none}),
	} {
		t.Run(name, func(t *testing.T) { validate(t, diffSchema, writeDiff(t, "json", changed, report.Options{})) })
	}
}

func TestDiffFormatIsUnknown(t *testing.T) {
	err := report.WriteDiff(&bytes.Buffer{}, "sarif", changes(), report.Options{})
	if want := `format "sarif" is unknown: use one of text, json`; err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
}
