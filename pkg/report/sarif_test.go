package report_test

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

func TestSARIFGolden(t *testing.T) {
	written := write(t, "sarif", fixture(t), report.Options{Root: "infra"})
	if strings.Count(written, "\n") != 1 || !strings.HasSuffix(written, "\n") {
		t.Errorf("the report is not one line")
	}
	var document any
	decode(t, written, &document)
	var out strings.Builder
	outline(&out, document, "\n", 6)
	golden(t, "report.sarif.txt", out.String()+"\n")
}

// outline writes the outer levels of a document indented and the inner ones in a line.
func outline(out *strings.Builder, value any, newline string, depth int) {
	inner := newline + "  "
	switch value := value.(type) {
	case map[string]any:
		if depth == 0 {
			break
		}
		keys := make([]string, 0, len(value))
		for key := range value {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			out.WriteString(newline + key + ": ")
			outline(out, value[key], inner, depth-1)
		}
		return
	case []any:
		if depth == 0 {
			break
		}
		for _, element := range value {
			out.WriteString(newline + "- ")
			outline(out, element, inner, depth-1)
		}
		return
	}
	encoder := json.NewEncoder(trimmed{out})
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value)
}

// trimmed drops the newline that an encoder ends with.
type trimmed struct{ io.Writer }

func (t trimmed) Write(data []byte) (int, error) {
	_, err := t.Writer.Write([]byte(strings.TrimSuffix(string(data), "\n")))
	return len(data), err
}

func TestSARIFKeepsTheContract(t *testing.T) {
	one := fixture(t)
	one.Findings = one.Findings[:1]
	none := fixture(t)
	none.Findings = nil
	hostile := fixture(t)
	for i, name := range hostileNames() {
		found := hostile.Findings[0]
		found.Resource.ID, found.Resource.Name, found.Message = name, name, name
		found.Fingerprint = strconv.Itoa(i)
		found.Location = &finding.Location{File: name, StartLine: i + 1, StartColumn: 2, EndLine: i + 9, EndColumn: 1}
		hostile.Findings = append(hostile.Findings, found)
		found.Location = nil
		hostile.Findings = append(hostile.Findings, found)
	}
	hostile.Rules[0].Title = strings.Repeat("日本", 600)
	hostile.Rules[0].Description = strings.Repeat("long ", 600)
	hostile.Rules[1].Title, hostile.Rules[1].Description = "", ""
	hostile.Rules[1].URL = "javascript:alert(1)"
	hostile.Rules[2].ID = strings.Repeat("very-long/", 60)
	cases := map[string]*finding.Results{
		"none": none, "one": one, "many": fixture(t), "hostile": hostile, "many lines": many(2000), "empty": {},
	}
	for name, results := range cases {
		t.Run(name, func(t *testing.T) {
			checkContract(t, write(t, "sarif", results, report.Options{SARIFCategory: "live"}), results)
		})
	}
}

func hostileNames() []string {
	return []string{
		"a:b.tf", "dir/a b.tf", "100%.tf", "x%20y.tf", "検索/ü.tf", "[x](y).tf", "a?b#c.tf", `back\slash.tf`,
		"/etc/passwd", "../outside.tf", "../../x", "https://evil.test/x.tf", "line\nbreak.tf", "bad\xffutf8.tf",
		"\x1b[31mred.tf", "\u202eoverride.tf", "", ".", "a//b", "./c.tf", "::error::x", `q"uote.tf`,
	}
}
