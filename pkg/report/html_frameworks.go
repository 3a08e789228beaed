package report

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"github.com/pinelint/pinelint/pkg/finding"
)

// frameworks says of each framework that was asked for what the run has to show for its
// controls.
func (p *page) frameworks() g.Node {
	return each(p.results.Frameworks, func(matrix finding.Matrix) g.Node {
		return section("framework-"+identifier(matrix.Name), matrixTitle(matrix),
			h.P(say(amounts(matrix))), h.P(h.Class("muted"), g.Text(proviso)),
			h.Div(h.Class("wide"), h.TabIndex("0"), h.Role("region"), attribute("aria-label", "Controls of "+matrix.Title),
				h.Table(h.Class("controls"),
					h.THead(h.Tr(heads("Control", "Asks for", "Evidence", "Fail", "Pass", "Inconclusive", "Waived", "Rules"))),
					h.TBody(each(matrix.Controls, p.control)))))
	})
}

func heads(names ...string) g.Node {
	return each(names, func(name string) g.Node { return h.Th(h.Scope("col"), g.Text(name)) })
}

func (p *page) control(row finding.ControlRow) g.Node {
	number := func(n int) g.Node { return h.Td(g.Text(strconv.Itoa(n))) }
	return h.Tr(
		h.Th(h.Scope("row"), say(row.ID)),
		h.Td(h.Class("words"), say(row.Title)),
		h.Td(h.Class("words"), mark(standingClass(row.Standing), standingText(row.Standing))),
		number(row.Fail), number(row.Pass), number(row.Inconclusive), number(row.Waived),
		h.Td(h.Class("words"), each(row.Rules, func(id string) g.Node {
			return g.Group{h.A(h.Href("#"+ruleID(id)), say(id)), g.Text(" ")}
		})),
	)
}

func standingClass(standing finding.Standing) string {
	switch standing {
	case finding.StandingFail:
		return "fail"
	case finding.StandingInconclusive:
		return "inconclusive"
	case finding.StandingWaived:
		return "waived"
	case finding.StandingPass:
		return "pass"
	default: // not applicable, or no rule
		return "none"
	}
}
