package report_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// read parses a page.
func read(t *testing.T, written string) *html.Node {
	t.Helper()
	document, err := html.Parse(strings.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func attr(node *html.Node, name string) (string, bool) {
	for _, one := range node.Attr {
		if one.Key == name {
			return one.Val, true
		}
	}
	return "", false
}

// all are the elements that have a tag, or any where it is empty.
func all(document *html.Node, tags ...string) []*html.Node {
	var found []*html.Node
	for node := range document.Descendants() {
		if node.Type == html.ElementNode && (len(tags) == 0 || slices.Contains(tags, node.Data)) {
			found = append(found, node)
		}
	}
	return found
}

func textOf(node *html.Node) string {
	var text strings.Builder
	for below := range node.Descendants() {
		if below.Type == html.TextNode {
			text.WriteString(below.Data)
		}
	}
	return text.String()
}

func byID(t *testing.T, document *html.Node, id string) *html.Node {
	t.Helper()
	for _, node := range all(document) {
		if have, _ := attr(node, "id"); have == id {
			return node
		}
	}
	t.Fatalf("nothing has the id %q", id)
	return nil
}

// layout writes a tree as lines: what a person sees of it, without attributes.
func layout(out *strings.Builder, node *html.Node, depth int) {
	indent := strings.Repeat("  ", depth)
	class, _ := attr(node, "class")
	line := strings.TrimRight(indent+node.Data+" "+class, " ")
	if only := node.FirstChild; only != nil && only == node.LastChild && only.Type == html.TextNode {
		fmt.Fprintf(out, "%s: %s\n", line, only.Data)
		return
	}
	fmt.Fprintln(out, line)
	for child := range node.ChildNodes() {
		switch {
		case child.Type == html.ElementNode:
			layout(out, child, depth+1)
		case strings.TrimSpace(child.Data) != "":
			fmt.Fprintf(out, "%s  %q\n", indent, child.Data)
		}
	}
}

func TestHTMLGolden(t *testing.T) {
	document := read(t, write(t, "html", fixture(t), withSource(report.Options{})))
	var out strings.Builder
	layout(&out, byID(t, document, "rule-cmek/key-rotation"), 0)
	layout(&out, byID(t, document, "finding-3b5d5c3712955042212316173ccf37be"), 0)
	golden(t, "report.html.txt", out.String())
}

// TestHTMLIsReadWithoutItsScript holds that only what the script works on is hidden.
func TestHTMLIsReadWithoutItsScript(t *testing.T) {
	results := fixture(t)
	document := read(t, write(t, "html", results, withSource(report.Options{})))
	var hidden []string
	for _, node := range all(document) {
		if _, ok := attr(node, "hidden"); ok {
			id, _ := attr(node, "id")
			hidden = append(hidden, id)
		}
	}
	if got := fmt.Sprint(hidden); got != "[theme filter nothing]" {
		t.Errorf("hidden are %s", got)
	}
	text := textOf(all(document, "main")[0])
	for _, want := range []string{
		"3 findings, the worst critical",                                     // the verdict
		`role "検索-cmek" may be assumed by "*": name Pinecone's account`,      // a finding
		`resource "aws_iam_role" "cmek" {`,                                   // a source line
		"rebuilt every night", "search@acme.test", "SEARCH-12", "2027-02-01", // a waiver
		"search/articles", // a pass
		`variable "rotate" has no default and no value was given`,                // why one is inconclusive
		"terraform ., module.search.pinecone_index.products",                     // evidence
		"the role ProjectViewer for the project's API key", "run terraform init", // what was not read
	} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q", want)
		}
	}
}

func TestHTMLSaysWhatChanged(t *testing.T) {
	base, now := fixture(t), fixture(t)
	base.Findings, base.Time = base.Findings[1:], "2026-10-01T12:00:00Z" // products had no finding
	base.Tallies[3].Fail, base.Tallies[3].Pass = 2, 2
	base.Tallies[3].Passed = append(base.Tallies[3].Passed, "search/products")
	document := read(t, write(t, "html", now, report.Options{Base: base}))
	changes := textOf(byID(t, document, "changes"))
	for _, want := range []string{"1 October 2026", "1new", "0fixed", `index "products" has deletion protection "disabled"`} {
		if !strings.Contains(changes, want) {
			t.Errorf("there is no %q in %s", want, changes)
		}
	}
	if first := textOf(byID(t, document, "summary")); !strings.Contains(first, "Changed1 new, 0 fixed since 1 October 2026") {
		t.Errorf("the first page does not say what changed: %s", first)
	}
	if _, marked := attr(byID(t, document, "finding-"+now.Findings[0].Fingerprint), "data-new"); !marked {
		t.Error("the new finding is not marked")
	}
}

func TestHTMLSaysWhatExpires(t *testing.T) {
	results := fixture(t)
	waived, failing := &results.Findings[4], &results.Findings[0]
	for _, test := range []struct{ now, expires, want string }{
		{"2026-11-01T23:59:59Z", "2026-11-01", "1 Nov 2026, today: waiver of indexes/deletion-protection"},
		{"2026-11-01T23:59:59Z", "2026-11-02", "2 Nov 2026, in 1 day: waiver"},
		{"2026-11-01T00:00:00Z", "2027-01-30", "30 Jan 2027, in 90 days: waiver"},
		{"2026-11-01T00:00:00Z", "2027-01-31", "1 more ends in more than 90 days."},
		{"", "2027-01-31", "31 Jan 2027: waiver of indexes/deletion-protection on \"scratch\""},
	} {
		results.Time, waived.Waiver.Expires = test.now, test.expires
		text := textOf(byID(t, read(t, write(t, "html", results, report.Options{})), "expiry"))
		if !strings.Contains(text, test.want) {
			t.Errorf("at %s, there is no %q in %q", test.now, test.want, text)
		}
	}
	results.Time = "2026-11-01T12:00:00Z"
	failing.Evidence = []finding.Evidence{{Pointer: "/sso/certificate/not_after", Value: "2026-10-30T10:00:00Z"}}
	text := textOf(byID(t, read(t, write(t, "html", results, report.Options{})), "expiry"))
	if want := `30 Oct 2026, 2 days ago: pinecone_index "products" /sso/certificate/not_after`; !strings.Contains(text, want) {
		t.Errorf("there is no %q in %q", want, text)
	}
}

// TestHTMLReadiness holds that nothing but a pass is ready.
func TestHTMLReadiness(t *testing.T) {
	passed := func(n int) (ids []string) {
		for i := range n {
			ids = append(ids, fmt.Sprint(i))
		}
		return ids
	}
	open := finding.Finding{Rule: "a/b", Verdict: finding.Inconclusive, Resource: finding.Resource{ID: "open"}}
	waived := finding.Finding{Rule: "a/b", Verdict: finding.Fail, Resource: finding.Resource{ID: "waived"}, Waiver: &finding.Waiver{}}
	for name, test := range map[string]struct {
		findings []finding.Finding
		tally    finding.Tally
		want     string
	}{
		"all pass":       {nil, finding.Tally{Pass: 3}, "100 % ready3 pass"},
		"not quite":      {[]finding.Finding{open}, finding.Tally{Pass: 199, Inconclusive: 1}, "99 % ready199 pass, 1 inconclusive"},
		"waived":         {[]finding.Finding{waived}, finding.Tally{Pass: 1, Fail: 1}, "50 % ready1 pass, 1 waived"},
		"fail":           {[]finding.Finding{{Rule: "a/b", Verdict: finding.Fail}}, finding.Tally{Pass: 1, Fail: 1}, "50 % ready1 pass, 1 fail"},
		"left out":       {nil, finding.Tally{Pass: 1, Fail: 1}, "50 % ready1 pass, 1 not shown"},
		"not evaluated":  {nil, finding.Tally{Pass: 1, Error: "too slow"}, "99 % ready1 pass, 1 rule could not be evaluated"},
		"not applicable": {nil, finding.Tally{}, "Nothing was judged."},
	} {
		test.tally.Rule, test.tally.Passed = "a/b", passed(test.tally.Pass)
		results := &finding.Results{
			Rules: []finding.Rule{{ID: "a/b"}}, Findings: test.findings, Tallies: []finding.Tally{test.tally},
		}
		text := textOf(byID(t, read(t, write(t, "html", results, report.Options{})), "areas"))
		if !strings.HasSuffix(text, test.want) {
			t.Errorf("%s: %q, want %q at its end", name, text, test.want)
		}
	}
}

// TestHTMLTrend draws earlier reports only, each once and in order.
func TestHTMLTrend(t *testing.T) {
	at := func(day, high int) report.Past {
		return report.Past{
			Time: time.Date(2026, 10, day, 0, 0, 0, 0, time.UTC), Fails: map[finding.Severity]int{finding.High: high},
		}
	}
	results := fixture(t) // has 3 findings on the first of November
	late := at(33, 9)
	history := []report.Past{at(22, 6), at(12, 4), late, at(12, 4)}
	trend := byID(t, read(t, write(t, "html", results, report.Options{History: history})), "trend")
	if text := textOf(trend); !strings.Contains(text, "3 reports, from 12 October 2026 to 1 November 2026.") {
		t.Errorf("the trend is %q", text)
	}
	for _, path := range all(trend, "path") {
		if class, _ := attr(path, "class"); class == "line fail" {
			if drawn, _ := attr(path, "d"); !regexp.MustCompile(`^M0\.0 66\.7L48\d\.\d 0\.0L1000\.0 100\.0$`).MatchString(drawn) {
				t.Errorf("the line is %s", drawn)
			}
		}
	}
	if row := len(all(trend, "tr")); row != 4 {
		t.Errorf("the table has %d rows, want a head and three", row)
	}
	text := textOf(byID(t, read(t, write(t, "html", results, report.Options{History: []report.Past{late}})), "trend"))
	if !strings.Contains(text, "No earlier reports were given") {
		t.Errorf("a trend of one report is %q", text)
	}
}

// TestHTMLIsSmall holds what a large page costs who opens it.
func TestHTMLIsSmall(t *testing.T) {
	written := write(t, "html", many(10_000), report.Options{})
	if size := len(written) / 10_000; size > 1500 {
		t.Errorf("a finding takes %d bytes", size)
	}
	if elements := len(all(read(t, written))) / 10_000; elements > 30 {
		t.Errorf("a finding takes %d elements", elements)
	}
}
