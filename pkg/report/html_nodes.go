package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"github.com/pinelint/pinelint/pkg/finding"
)

// say is text as a page shows it: escaped, and with nothing in it that cannot be seen.
func say(text string) g.Node { return g.Text(printable(text)) }

func sayf(format string, values ...any) g.Node { return say(fmt.Sprintf(format, values...)) }

// attribute is [say] for the value of an attribute.
func attribute(name, value string) g.Node { return g.Attr(name, printable(value)) }

func code(text string) g.Node { return h.Code(say(text)) }

// each writes nodes one by one as they are made, so that a long list is never held as a whole.
func each[T any](list []T, one func(T) g.Node) g.Node {
	return g.NodeFunc(func(w io.Writer) error {
		for _, item := range list {
			if err := one(item).Render(w); err != nil {
				return err
			}
		}
		return nil
	})
}

// mark is a word that has a colour too.
func mark(class, word string) g.Node { return h.Span(h.Class("mark "+class), say(word)) }

func severityMark(severity finding.Severity) g.Node {
	return h.Span(h.Class("severity "+severity.String()), say(severity.String()))
}

// section is a part of the page with a heading that links can lead to.
func section(id, title string, children ...g.Node) g.Node {
	return h.Section(h.ID(id), h.Aria("labelledby", id+"-title"),
		g.Group(append([]g.Node{h.H2(h.ID(id+"-title"), g.Text(title))}, children...)))
}

// unfold is a part that is closed until somebody opens it.
func unfold(summary string, children ...g.Node) g.Node {
	return h.Details(g.Group(append([]g.Node{h.Summary(say(summary))}, children...)))
}

// external is a link to the documentation, where it is one that a page may have.
func external(url string, text string) g.Node {
	if !isLink(url) {
		return say(text)
	}
	return h.A(attribute("href", url), h.Rel("noreferrer noopener"), say(text))
}

// when is a time for people, and for programs.
func when(at time.Time) g.Node {
	if at.IsZero() {
		return g.Text("not recorded")
	}
	return h.Time(h.DateTime(at.Format(time.RFC3339)), g.Text(at.Format("2 January 2006, 15:04 UTC")))
}

func day(at time.Time) g.Node {
	return h.Time(h.DateTime(at.Format(time.DateOnly)), g.Text(at.Format("2 Jan 2006")))
}

// prose writes what METADATA says: words in backticks and blocks between fences are code.
func prose(text string) g.Node {
	var nodes g.Group
	for i, block := range strings.Split(text, "```") {
		if i%2 == 0 {
			if words := reflow(block); words != "" {
				nodes = append(nodes, h.P(inline(words)))
			}
			continue
		}
		_, block, _ = strings.Cut(block, "\n") // what stands behind the fence names the language
		nodes = append(nodes, h.Pre(h.TabIndex("0"), h.Code(each(strings.Split(strings.TrimRight(block, " \n"), "\n"),
			func(line string) g.Node { return g.Group{say(untabbed(line)), g.Text("\n")} }))))
	}
	return nodes
}

func inline(words string) g.Node {
	var nodes g.Group
	for i, part := range strings.Split(words, "`") {
		if i%2 == 0 {
			nodes = append(nodes, say(part))
		} else {
			nodes = append(nodes, code(part))
		}
	}
	return nodes
}

func untabbed(line string) string {
	return strings.ReplaceAll(strings.TrimRight(line, "\r"), "\t", strings.Repeat(" ", tabWidth))
}
