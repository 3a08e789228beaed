package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// maxAnnotations is how many annotations of a kind are written: the runner shows ten of a
// step and drops the rest, and the last one says how many there are.
const maxAnnotations = 9

// writeGitHub writes workflow commands, which the runner shows on the lines of a pull
// request: fails, worst first, and input that is broken. Every line of it is a command or
// begins with a word of our own, so that no name from a repository can be one.
func writeGitHub(w io.Writer, results *finding.Results, options Options) error {
	g := &annotations{root: options.Root, written: map[string]int{}}
	for _, source := range results.Sources {
		for _, problem := range source.Problems {
			if problem.Kind == "broken" {
				g.add("error", "input is broken", problem.Location, problem.Message)
			}
		}
	}
	found := slices.DeleteFunc(slices.Clone(results.Findings), func(f finding.Finding) bool { return !failing(&f) })
	slices.SortStableFunc(found, func(a, b finding.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	for _, one := range found {
		g.add(annotation(one.Severity), one.Rule+" ("+one.Severity.String()+")", one.Location, one.Message)
	}
	for _, kind := range []string{"error", "warning", "notice"} {
		if more := g.written[kind] - maxAnnotations; more > 0 {
			g.command(kind, "title=pinelint", fmt.Sprintf("and %d more: the job's summary or the log has all", more))
		}
	}
	g.out.WriteString("pinelint: " + countsText(results) + "\n")
	_, err := io.WriteString(w, g.out.String())
	return err
}

// annotations are a report in the making.
type annotations struct {
	root    string
	out     strings.Builder
	written map[string]int // by kind, those above the limit too
}

// add writes an annotation, unless there are too many of its kind.
func (g *annotations) add(kind, title string, at *finding.Location, message string) {
	if g.written[kind]++; g.written[kind] <= maxAnnotations {
		g.command(kind, strings.Join(append(g.place(at), "title="+property(title)), ","), message)
	}
}

// place has the properties of a location. A runner takes columns only where a range has
// one line.
func (g *annotations) place(at *finding.Location) []string {
	if at == nil {
		return nil
	}
	file, ok := repositoryPath(g.root, at.File)
	if !ok {
		return nil
	}
	properties := []string{"file=" + property(file)}
	number := func(name string, value int) { properties = append(properties, name+"="+strconv.Itoa(value)) }
	if at.StartLine > 0 {
		number("line", at.StartLine)
	}
	if at.StartLine > 0 && at.EndLine > at.StartLine {
		number("endLine", at.EndLine)
	} else if at.StartColumn > 0 && at.EndColumn > at.StartColumn {
		number("col", at.StartColumn)
		number("endColumn", at.EndColumn)
	}
	return properties
}

func (g *annotations) command(kind, properties, message string) {
	fmt.Fprintf(&g.out, "::%s %s::%s\n", kind, properties, escapeData(printable(message)))
}

// escapeData and property escape as the runner reads it (actions/toolkit, command.ts).
func escapeData(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeData(printable(text)))
}

// annotation is the kind of command for a severity.
func annotation(severity finding.Severity) string {
	if kind := level(severity); kind != "note" {
		return kind
	}
	return "notice"
}
