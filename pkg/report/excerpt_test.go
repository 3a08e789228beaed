package report_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("a", 60) + ` "here" ` + strings.Repeat("b", 60)
	cases := []struct {
		name, source string
		at           finding.Location
		want         string // the line and its underline, without the gutter
	}{
		{"plain", "key = value\n", span(7, 12), "key = value\n      ^^^^^\n"},
		{"tab", "\tkey = 1", span(2, 5), "    key = 1\n    ^^^\n"},
		{"tab inside", "ab\tkey", span(4, 7), "ab  key\n    ^^^\n"},
		{"wide", "検索 = x", span(1, 3), "検索 = x\n^^^^\n"},
		{"after wide", "検索 = x", span(6, 7), "検索 = x\n       ^\n"},
		{"astral counts two units", "😀 = x", span(6, 7), "😀 = x\n     ^\n"},
		{"combining", "e\u0301 = x", span(6, 7), "e\u0301 = x\n    ^\n"},
		{"byte order mark", "\uFEFFkey = 1", span(1, 4), "key = 1\n^^^\n"},
		{"escapes are wider", "\x1b = x", span(5, 6), "\\x1b = x\n       ^\n"},
		{"far in a long line", strings.Repeat("😀", 3000) + "key" + strings.Repeat("-", 3000), span(6001, 6004),
			"...😀😀😀😀😀key-------------------------------...\n             ^^^\n"},
		{"end of a long line", strings.Repeat("-", 4096) + "key", span(4097, 4100),
			"..." + strings.Repeat("-", 45) + "key\n" + strings.Repeat(" ", 48) + "^^^\n"},
		{"behind a long line", strings.Repeat("-", 4096), span(9000, 9001),
			"..." + strings.Repeat("-", 48) + "\n" + strings.Repeat(" ", 51) + "^\n"},
		{"crlf", "key\r\n", finding.Location{StartLine: 1}, "key\n^^^\n"},
		{"whole line", "  key = 1  ", finding.Location{StartLine: 1}, "  key = 1  \n  ^^^^^^^\n"},
		{"several lines", "block {\n}\n", finding.Location{StartLine: 1, StartColumn: 1, EndLine: 2, EndColumn: 2},
			"block {\n^^^^^^^\n"},
		{"past the end", "ab", span(9, 12), "ab\n  ^\n"},
		{"empty line", "\n", finding.Location{StartLine: 1}, "\n^\n"},
		{"empty range", "abc", span(2, 2), "abc\n ^\n"},
		{"end before start", "abc", span(3, 1), "abc\n  ^\n"},
		{"cut at the end", strings.Repeat("x", 80), span(1, 3), strings.Repeat("x", 48) + "...\n^^\n"},
		{"cut at both ends", long, span(62, 68),
			"...aaaaaaaaaa \"here\" bbbbbbbbbbbbbbbbbbbbbbbbbbb...\n              ^^^^^^\n"},
		{"cut at the start", long, span(126, 129),
			"..." + strings.Repeat("b", 48) + "\n" + strings.Repeat(" ", 48) + "^^^\n"},
		{"far into a line of letters of many bytes", strings.Repeat("é", 5_000) + "here" + strings.Repeat("索", 5_000), span(5_001, 5_005),
			"..." + strings.Repeat("é", 11) + "here" + strings.Repeat("索", 15) + "...\n" + strings.Repeat(" ", 14) + "^^^^\n"},
		{"longer than the screen", strings.Repeat("y", 300), span(50, 290),
			"..." + strings.Repeat("y", 45) + "...\n   " + strings.Repeat("^", 45) + "\n"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := excerpt(t, c.source, c.at, func(text string) string { return text }); got != c.want {
				t.Errorf("excerpt is\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestExcerptIsRedacted(t *testing.T) {
	secret := regexp.MustCompile(`pcsk_\w+|-----BEGIN[\s\S]*?END-----`)
	redact := func(text string) string { return secret.ReplaceAllString(text, "[redacted]") }
	cases := []struct {
		name, source string
		at           finding.Location
		want         string
	}{
		{"range is the secret", `key = "pcsk_abcdefghijklmnop"`, span(7, 30), "key = \"[redacted]\"\n      ^^^^^^^^^^^^\n"},
		{"range after it", `a = "pcsk_abcdefghijklmnop" # b`, span(31, 32), "a = \"[redacted]\" # b\n                   ^\n"},
		{"range before it", `a = "pcsk_abcdefghijklmnop"`, span(1, 2), "a = \"[redacted]\"\n^\n"},
		{"range inside it", `a = "pcsk_abcdefghijklmnop"`, span(8, 12), "a = \"[redacted]\"\n               ^\n"},
		{"range far after it", strings.Repeat("-", 2000) + "pcsk_abcdefghijklmnop" + strings.Repeat("-", 2000) + "key",
			span(4022, 4025), "..." + strings.Repeat("-", 45) + "key\n" + strings.Repeat(" ", 48) + "^^^\n"},
		{"a key of several lines", "x = <<E\n-----BEGIN\nabc\nEND-----\nE", finding.Location{StartLine: 3}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := excerpt(t, c.source, c.at, redact)
			if got != c.want {
				t.Errorf("excerpt is\n%s\nwant\n%s", got, c.want)
			}
			if strings.Contains(got, "abc") {
				t.Errorf("a part of the secret is shown:\n%s", got)
			}
		})
	}
}

// span is a range in the first line.
func span(start, end int) finding.Location {
	return finding.Location{StartLine: 1, StartColumn: start, EndLine: 1, EndColumn: end}
}

// excerpt gives what text shows of a source, 51 columns wide, without the gutter.
func excerpt(t *testing.T, source string, at finding.Location, redact func(string) string) string {
	t.Helper()
	results := fixture(t)
	results.Findings = results.Findings[:1]
	at.File = "main.tf"
	results.Findings[0].Location = &at
	written := write(t, "text", results, report.Options{
		Width: 60, Redact: redact,
		Source: func(string) ([]byte, error) { return []byte(source), nil },
	})
	var lines strings.Builder
	for line := range strings.Lines(written) {
		if len(line) > 9 && line[6:9] == " | " {
			lines.WriteString(line[9:])
		}
	}
	return lines.String()
}

// TestExcerptAlone holds that the exported form draws what a report draws.
func TestExcerptAlone(t *testing.T) {
	options := report.Options{
		Source: func(string) ([]byte, error) { return []byte("a: \x1b[31m\n"), nil },
		Redact: func(text string) string { return text },
	}
	var out strings.Builder
	at := finding.Location{File: "f", StartLine: 1, StartColumn: 1, EndLine: 1, EndColumn: 2}
	if err := report.Excerpt(&out, &at, options); err != nil {
		t.Fatal(err)
	}
	if want := "     1 | a: \\x1b[31m\n       | ^\n"; out.String() != want {
		t.Errorf("excerpt is %q, want %q", out.String(), want)
	}
}
