package report

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

const (
	defaultWidth = 100
	minWidth     = 40
)

// text writes the report for people: what failed, by file; what could not be judged, by
// what would be needed; and how far the run saw.
type text struct {
	out     bytes.Buffer
	options Options
	width   int
	results *finding.Results
	rules   map[string]finding.Rule
	sources map[string]*source // by file, as read for excerpts
	// explained has the rules whose reason was printed, and advised, by rule and ways,
	// the finding that their remediation was printed with.
	explained map[string]bool
	advised   map[string]string
}

func writeText(w io.Writer, results *finding.Results, options Options) error {
	t := &text{
		options:   options,
		width:     max(minWidth, cmp.Or(options.Width, defaultWidth)),
		results:   results,
		rules:     rulesOf(results),
		sources:   map[string]*source{},
		explained: map[string]bool{},
		advised:   map[string]string{},
	}
	t.failures()
	t.unjudged()
	t.frameworks()
	t.summary()
	_, err := w.Write(t.out.Bytes())
	return err
}

// style is the parameter of an ANSI "select graphic rendition" sequence.
type style string

const (
	normal style = ""
	bold   style = "1"
	faint  style = "2"
	red    style = "31"
	yellow style = "33"
	cyan   style = "36"
	alarm  style = "1;31"
)

// span is a piece of a line. All text is printed through spans, so that none gets to a
// terminal unescaped.
type span struct {
	style style
	text  string
}

func (t *text) line(indent int, spans ...span) {
	var line strings.Builder
	line.WriteString(strings.Repeat(" ", indent))
	for _, s := range spans {
		shown := printable(s.text)
		if t.options.Color && s.style != normal && shown != "" {
			shown = "\x1b[" + string(s.style) + "m" + shown + "\x1b[0m"
		}
		line.WriteString(shown)
	}
	t.out.WriteString(Inert(line.String()))
	t.out.WriteByte('\n')
}

// Inert keeps a line from being a command to the CI system whose log it is in: GitHub
// and Azure obey a line that starts with ::, and one that has ##[ or ##vso[ in it.
func Inert(line string) string {
	if strings.HasPrefix(strings.TrimLeft(line, " "), "::") {
		line = strings.Replace(line, "::", `\x3a:`, 1)
	}
	if !strings.Contains(line, "##") {
		return line
	}
	return strings.NewReplacer("##[", `##\x5b`, "##vso[", `##vso\x5b`).Replace(line)
}

func (t *text) blank() { t.out.WriteByte('\n') }

// labelled prints a paragraph behind a short label, wrapped and aligned.
func (t *text) labelled(label, paragraph string) {
	const indent = 4
	hang := len(label) + 2
	for i, line := range wrap(paragraph, t.width-indent-hang) {
		shown := strings.Repeat(" ", hang)
		if i == 0 {
			shown = label + "  "
		}
		t.line(indent, span{faint, shown}, span{normal, line})
	}
}

// failures prints the fails that are not waived: those in files by file, then those that
// no file declares by resource.
func (t *text) failures() {
	var heading string
	for group := range groups(t.results.Findings) {
		if under := t.heading(group[0]); under != heading {
			heading = under
			t.line(0, span{bold, heading})
			t.blank()
		}
		t.failure(group)
		t.blank()
	}
}

func (t *text) heading(found *finding.Finding) string {
	if found.Location != nil {
		return t.path(found.Location.File)
	}
	return describe(found.Resource) + ", in no file"
}

// describe names a resource: its type, its name, and its id where the name is not it.
func describe(resource finding.Resource) string {
	named := resource.Type + " " + quoted(resource.Name)
	if resource.ID != resource.Name {
		named += " (" + resource.ID + ")"
	}
	return named
}

func (t *text) path(file string) string { return t.options.path(file) }

// position is a place as terminals and editors open it.
func (t *text) position(at *finding.Location) string {
	position := t.path(at.File)
	if at.StartLine > 0 {
		position += ":" + strconv.Itoa(at.StartLine)
		if at.StartColumn > 0 {
			position += ":" + strconv.Itoa(at.StartColumn)
		}
	}
	return position
}

func severityStyle(severity finding.Severity) style {
	switch severity {
	case finding.Critical:
		return alarm
	case finding.High:
		return red
	case finding.Medium:
		return yellow
	case finding.Low:
		return cyan
	default:
		return faint
	}
}

// count writes a number with its noun: 1 file, 2 files.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// sortedKeys are a map's keys in order, for output that is the same in every run.
func sortedKeys(counts map[string]int) []string {
	keys := make([]string, 0, len(counts))
	for key := range counts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
