package report

import (
	"cmp"
	"fmt"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"github.com/pinelint/pinelint/pkg/finding"
)

// maxWants is how many of the things that would tell more are named.
const maxWants = 10

// coverage says how far the run saw, and what would let it see more.
func (p *page) coverage() g.Node {
	if len(p.results.Sources) == 0 {
		return h.P(h.Class("muted"), g.Text("Nothing was read."))
	}
	return g.Group{
		h.Ul(h.Class("sources"), each(summed(p.results.Sources), p.source)),
		p.services(),
		p.wants(),
		p.policyErrors(),
	}
}

func (p *page) source(source finding.Source) g.Node {
	var read []string
	for _, name := range sortedKeys(source.Counts) {
		read = append(read, fmt.Sprintf("%s %d", name, source.Counts[name]))
	}
	return h.Li(
		mark(statusClass(source.Status), source.Status), g.Text(" "), h.Strong(say(source.ID)), g.Text(" "),
		h.Span(h.Class("muted"), say(strings.Join(read, ", "))),
		g.If(sourceTrouble(source) != "", h.P(say(sourceTrouble(source)))),
		g.If(len(source.Problems) > 0, h.Ul(each(source.Problems, func(problem finding.Problem) g.Node {
			return h.Li(mark(problemClass(problem.Kind), problem.Kind), g.Text(" "),
				p.place(problem.Location), say(problem.Message))
		}))),
	)
}

// place is where something stands, before what is said of it.
func (p *page) place(at *finding.Location) g.Node {
	if at == nil {
		return nil
	}
	return g.Group{code(p.text.position(at)), g.Text(" ")}
}

func statusClass(status string) string {
	switch status {
	case "complete":
		return "pass"
	case "failed":
		return "fail"
	case "partial":
		return "inconclusive"
	default:
		return "none"
	}
}

func problemClass(kind string) string {
	switch kind {
	case "broken":
		return "fail"
	case "gap":
		return "inconclusive"
	default:
		return "none"
	}
}

func (p *page) services() g.Node {
	seen := p.results.Coverage()
	if seen.Calls == 0 && len(seen.Refusals) == 0 {
		return nil
	}
	return g.Group{
		h.H3(g.Text("Services")),
		h.P(say(coverageText(seen))),
		h.Ul(h.Class("list"), each(seen.Refusals, func(refusal finding.Refusal) g.Node {
			return h.Li(code(refusal.Permission), g.Text(" "), say(refusalText(refusal)),
				g.If(refusal.Grant != "", h.P(h.Class("muted"), g.Text("Granted by "), code(refusal.Grant))))
		})),
	}
}

// wants are the facts that inconclusive verdicts lack, by what would tell them.
func (p *page) wants() g.Node {
	all := p.text.wants()
	if len(all) == 0 {
		return nil
	}
	shown := all[:min(maxWants, len(all))]
	return g.Group{
		h.H3(g.Text("What would tell more")),
		h.Ul(h.Class("list"), each(shown, func(one *want) g.Node {
			waits := " wait for "
			if one.verdicts == 1 {
				waits = " waits for "
			}
			return h.Li(h.Strong(say(count(one.verdicts, "verdict"))), g.Text(waits),
				say(cmp.Or(one.needed, "a source that has these facts")))
		})),
		g.If(len(all) > len(shown), h.P(h.Class("muted"), sayf("And %d more, each with its rule.", len(all)-len(shown)))),
	}
}

func (p *page) policyErrors() g.Node {
	failed := p.results.PolicyErrors()
	if len(failed) == 0 {
		return nil
	}
	return g.Group{
		h.H3(g.Text("Rules that could not be evaluated")),
		h.Ul(h.Class("list"), each(failed, func(tally finding.Tally) g.Node {
			return h.Li(h.A(h.Href("#"+ruleID(tally.Rule)), say(tally.Rule)), g.Text(": "), say(tally.Error))
		})),
	}
}
