package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// writeCSV writes one row for each verdict, the passes too, for spreadsheets and for
// audits that draw a sample.
func writeCSV(w io.Writer, results *finding.Results, options Options) error {
	out := csv.NewWriter(w)
	if err := out.Write([]string{
		"rule", "severity", "verdict", "resource_type", "resource", "name", "environment", "file", "line", "column",
		"message", "missing", "waiver_reason", "waiver_owner", "waiver_expires", "fingerprint",
	}); err != nil {
		return err
	}
	for i := range results.Findings {
		if err := out.Write(cellsOf(row(&results.Findings[i], options))); err != nil {
			return err
		}
	}
	rules := rulesOf(results)
	for _, tally := range results.Tallies {
		for _, id := range tally.Passed {
			passed := finding.Finding{
				Rule: tally.Rule, Verdict: finding.Pass, Severity: rules[tally.Rule].Severity,
				Resource: finding.Resource{Type: only(rules[tally.Rule].Resources), ID: id},
			}
			if err := out.Write(cellsOf(row(&passed, options))); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func row(found *finding.Finding, options Options) []string {
	var file, line, column string
	if at := found.Location; at != nil {
		file = options.path(at.File)
		if at.StartLine > 0 {
			line = strconv.Itoa(at.StartLine)
		}
		if at.StartColumn > 0 {
			column = strconv.Itoa(at.StartColumn)
		}
	}
	missing := make([]string, len(found.Missing))
	for i, fact := range found.Missing {
		missing[i] = factOf(fact) + ": " + fact.Reason
	}
	verdict, waiver := string(found.Verdict), finding.Waiver{}
	if found.Waiver != nil {
		verdict, waiver = "waived", *found.Waiver
		if waiver.Known() {
			verdict = "known"
		}
	}
	return []string{
		found.Rule, found.Severity.String(), verdict, found.Resource.Type, found.Resource.ID, found.Resource.Name,
		found.Resource.Environment, file, line, column, found.Message, strings.Join(missing, "; "),
		waiver.Reason, waiver.Owner, waiver.Expires, found.Fingerprint,
	}
}

// cellsOf are texts as a spreadsheet may open them: one that it would take for a formula
// begins with an apostrophe, which it does not show (OWASP, "CSV Injection").
func cellsOf(texts []string) []string {
	safe := make([]string, len(texts))
	for i, text := range texts {
		safe[i] = printable(text)
		if strings.ContainsAny(firstOf(strings.TrimLeft(safe[i], " ")), "=+-@") {
			safe[i] = "'" + safe[i]
		}
	}
	return safe
}

// firstOf is the first byte of a text, or nothing.
func firstOf(text string) string { return text[:min(1, len(text))] }

// only is the one text of a list; empty where there are more.
func only(texts []string) string {
	if len(texts) == 1 {
		return texts[0]
	}
	return ""
}
