package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"github.com/pinelint/pinelint/pkg/finding"
)

// maxFirst is how many rules a reader is asked to begin with.
const maxFirst = 5

// summary is what somebody reads who reads no more than that.
func (p *page) summary() g.Node {
	counts := p.results.Count()
	return g.Group{
		h.Section(h.ID("summary"), h.Aria("labelledby", "summary-title"),
			h.H1(h.ID("summary-title"), g.Text("Production readiness of Pinecone")),
			h.P(h.Class("verdict "+tone(p.results, counts)), say(headline(p.results, counts))),
			p.particulars(),
			p.counts(counts),
			p.hidden(),
			p.first(),
		),
		h.Div(h.Class("columns"),
			section("areas", "Readiness by area", p.readiness()),
			h.Div(
				section("severities", "Findings by environment", p.environments()),
				section("trend", "Trend", p.trend()),
				section("expiry", "What expires", p.expiry()),
			),
		),
		section("changes", "What changed", p.changes()),
		section("coverage", "What was read", p.coverage()),
		p.frameworks(),
	}
}

// tone says how the headline is meant.
func tone(results *finding.Results, counts finding.Counts) string {
	switch {
	case counts.Fail > 0:
		return "fail"
	case counts.Inconclusive > 0 || results.Broken() || len(results.PolicyErrors()) > 0 || results.Hidden() != "":
		return "inconclusive"
	case counts.Pass == 0:
		return "none"
	default:
		return "pass"
	}
}

func (p *page) particulars() g.Node {
	return h.Dl(h.Class("particulars"),
		term("Judged", when(p.at)),
		term("Program", sayf("pinelint %s", p.results.Version)),
		term("Rules", sayf("%d", len(p.results.Rules))),
		p.lint(),
		term("Sources", say(sourcesText(p.results.Sources))),
		p.since.change(),
	)
}

// lint says whose settings hold, where that is not told by what was read.
func (p *page) lint() g.Node {
	if p.results.Profile == nil || p.results.Profile.Lint == "" {
		return nil
	}
	return term("Settings", say(p.results.Profile.Lint))
}

// change says in a few words what the section about it says in full.
func (s *since) change() g.Node {
	if s == nil {
		return nil
	}
	text := fmt.Sprintf("%d new, %d fixed", len(s.isNew), len(s.fixed))
	if at, dated := s.base.At(); dated {
		text += " since " + at.Format("2 January 2006")
	}
	return term("Changed", say(text))
}

func term(name string, description g.Node) g.Node {
	return h.Div(h.Dt(g.Text(name)), h.Dd(description))
}

func sourcesText(sources []finding.Source) string {
	partial := 0
	for _, source := range sources {
		if source.Status != "complete" {
			partial++
		}
	}
	if partial == 0 {
		return fmt.Sprintf("%d, read completely", len(sources))
	}
	return fmt.Sprintf("%d, of which %d not read completely", len(sources), partial)
}

func (p *page) counts(counts finding.Counts) g.Node {
	figure := func(class string, n int, what string) g.Node {
		return h.Li(h.Class(class), h.Strong(sayf("%d", n)), h.Span(g.Text(what)))
	}
	return h.Ul(h.Class("counts"),
		figure("fail", counts.Fail, "fail"),
		figure("inconclusive", counts.Inconclusive, "inconclusive"),
		figure("waived", counts.Waived, "waived"),
		figure("pass", counts.Pass, "pass"),
		figure("none", counts.NotApplicable, "rules not applicable"),
	)
}

func (p *page) hidden() g.Node {
	if p.results.Hidden() == "" {
		return nil
	}
	left := "This report leaves out findings of a low severity."
	if p.results.Unshown != nil {
		left = "This report leaves out findings: " + unshownText(p.results.Unshown) + "."
	}
	return h.P(h.Class("note"), say(left+" By area and by rule they are counted as not shown, "+
		"and neither as pass nor as fail."))
}

// first are the rules whose findings are the worst and the most.
func (p *page) first() g.Node {
	failed := slices.DeleteFunc(slices.Clone(p.rules), func(one *judged) bool { return one.standing.fail == 0 })
	if len(failed) == 0 {
		return nil
	}
	slices.SortStableFunc(failed, func(a, b *judged) int {
		return cmp.Or(cmp.Compare(b.rule.Severity, a.rule.Severity), cmp.Compare(b.standing.fail, a.standing.fail))
	})
	failed = failed[:min(maxFirst, len(failed))]
	item := func(one *judged) g.Node {
		return h.Li(
			severityMark(one.rule.Severity), g.Text(" "),
			h.Span(h.A(h.Href("#"+ruleID(one.rule.ID)), say(cmp.Or(one.rule.Title, one.rule.ID))), g.Text(" "),
				h.Span(h.Class("muted"), say(count(one.standing.fail, "resource")))),
		)
	}
	return h.Div(h.Class("first"), h.H2(g.Text("Where to begin")), h.Ol(h.Class("graded"), each(failed, item)))
}

// readiness has a bar for each area, and says the same in words.
func (p *page) readiness() g.Node {
	all := areas(p.rules)
	if len(all) == 0 {
		return h.P(h.Class("muted"), g.Text("Nothing was judged."))
	}
	return g.Group{
		h.P(h.Class("muted"), g.Text("The part of what was judged, each rule on each resource, that passes.")),
		legend(verdictKeys()),
		h.Ul(h.Class("bars"), each(all, func(one share) g.Node {
			return h.Li(
				h.Div(h.Class("head"), h.A(h.Href("#"+areaID(one.name)), say(one.name)), h.Span(sayf("%d %% ready", one.ready()))),
				bar(one.subjects(), one.pieces()),
				h.P(h.Class("muted"), say(one.text())),
			)
		})),
	}
}

func verdictKeys() []piece {
	return []piece{{class: "pass", name: "pass"}, {class: "waived", name: "waived"},
		{class: "inconclusive", name: "inconclusive"}, {class: "fail", name: "fail"}}
}

func (s standing) pieces() []piece {
	return []piece{
		{"pass", "pass", s.pass}, {"waived", "waived", s.waived}, {"inconclusive", "inconclusive", s.inconclusive},
		{"none", "not shown", s.hidden}, {"fail", "fail", s.fail},
	}
}

// text says what a bar shows.
func (s standing) text() string {
	parts := piecesText(s.pieces())
	if s.errors > 0 {
		parts = append(parts, count(s.errors, "rule")+" could not be evaluated")
	}
	return strings.Join(parts, ", ")
}

// environments has a bar for each environment, as long as its findings are many.
func (p *page) environments() g.Node {
	all := environments(p.results)
	if len(all) == 0 {
		return h.P(h.Class("muted"), g.Text("There is no finding."))
	}
	most := 0
	for _, one := range all {
		most = max(most, one.total)
	}
	var keys []piece
	for _, severity := range finding.Severities() {
		keys = append(keys, piece{class: severity.String(), name: severity.String()})
	}
	return g.Group{
		legend(keys),
		h.Ul(h.Class("bars"), each(all, func(one severities) g.Node {
			var pieces []piece
			for _, severity := range finding.Severities() {
				pieces = append(pieces, piece{severity.String(), severity.String(), one.fails[severity]})
			}
			return h.Li(
				h.Div(h.Class("head"), h.Span(say(environmentText(one.environment))), h.Span(say(count(one.total, "finding")))),
				bar(most, pieces),
				h.P(h.Class("muted"), say(strings.Join(piecesText(pieces), ", "))),
			)
		})),
	}
}

func environmentText(name string) string {
	return cmp.Or(name, "not declared, so judged as production")
}
