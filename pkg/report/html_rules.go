package report

import (
	"cmp"
	"fmt"
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"github.com/pinelint/pinelint/pkg/finding"
)

// allRules has every rule with all that it says, by area.
func (p *page) allRules() g.Node {
	return section("rules", "Rules",
		p.filter(),
		h.P(h.ID("shown"), h.Role("status"), h.Class("muted")),
		each(p.byArea(), func(rules []*judged) g.Node {
			area := rules[0].area()
			return h.Section(h.Class("area"), h.Aria("labelledby", areaID(area)), attribute("data-area", area),
				h.H3(h.ID(areaID(area)), say(area)), each(rules, p.rule))
		}),
		h.P(h.ID("nothing"), h.Hidden(""), g.Text("Nothing fits the filter.")),
	)
}

func (p *page) byArea() [][]*judged {
	var all [][]*judged
	for at := 0; at < len(p.rules); {
		end := at + 1
		for end < len(p.rules) && p.rules[end].area() == p.rules[at].area() {
			end++
		}
		all = append(all, p.rules[at:end])
		at = end
	}
	return all
}

// filter is what the script shows. Without one there is all to read, and nothing to choose.
func (p *page) filter() g.Node {
	var severities, places []string
	for _, severity := range finding.Severities() {
		severities = append(severities, severity.String())
	}
	for _, one := range p.byArea() {
		places = append(places, one[0].area())
	}
	verdicts := standings()
	if p.since != nil {
		verdicts = append([]string{"new"}, verdicts...)
	}
	return h.Search(h.ID("filter"), h.Hidden(""),
		h.Label(h.Class("find"), h.Span(g.Text("Search")),
			h.Input(h.ID("query"), h.Type("search"), h.AutoComplete("off"), g.Attr("spellcheck", "false"),
				g.Attr("aria-keyshortcuts", "Control+K"), h.Placeholder("rule, resource, file, message"))),
		choice("verdict", "Verdict", verdicts, verdictName),
		choice("severity", "Severity", severities, func(name string) string {
			return name + map[bool]string{true: " only", false: " and above"}[name == finding.Critical.String()]
		}),
		choice("area", "Area", places, nil),
		choice("environment", "Environment", p.everyEnvironment(), environmentName),
		h.Div(h.Class("buttons"),
			h.Button(h.ID("reset"), h.Type("button"), g.Text("Reset")),
			h.Button(h.ID("open"), h.Type("button"), g.Text("Open all")),
			h.Button(h.ID("close"), h.Type("button"), g.Text("Close all")),
		),
		h.P(h.Class("muted keys"), h.Kbd(g.Text("Ctrl K")), g.Text(" searches, "), h.Kbd(g.Text("↓")), g.Text(" and "),
			h.Kbd(g.Text("↑")), g.Text(" go through the findings, "), h.Kbd(g.Text("Enter")), g.Text(" opens one, "),
			h.Kbd(g.Text("Esc")), g.Text(" resets.")),
	)
}

func verdictName(name string) string {
	switch name {
	case "none":
		return "not applicable"
	case "new":
		return "new since the last report"
	default:
		return name
	}
}

// undeclared stands for no environment where an empty value means all of them.
const undeclared = "-"

func environmentName(name string) string {
	if name == undeclared {
		return "not declared"
	}
	return name
}

// everyEnvironment are the environments of all findings, waived and inconclusive ones too.
func (p *page) everyEnvironment() []string {
	var names []string
	for i := range p.results.Findings {
		if name := cmp.Or(p.results.Findings[i].Resource.Environment, undeclared); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func choice(id, label string, values []string, name func(string) string) g.Node {
	return h.Label(h.Span(g.Text(label)), h.Select(h.ID(id),
		h.Option(h.Value(""), g.Text("all")),
		each(values, func(value string) g.Node {
			shown := value
			if name != nil {
				shown = name(value)
			}
			return h.Option(attribute("value", value), say(shown))
		})))
}

// rule is open where somebody has to act.
func (p *page) rule(one *judged) g.Node {
	worst := one.standing.worst()
	return h.Details(h.Class("rule"), h.ID(ruleID(one.rule.ID)),
		h.Data("severity", one.rule.Severity.String()), h.Data("verdict", worst),
		g.If(worst == "fail", g.Attr("open")),
		h.Summary(
			h.H4(say(cmp.Or(one.rule.Title, one.rule.ID))), code(one.rule.ID),
			severityMark(one.rule.Severity), h.Span(h.Class("stands"), p.stands(one)),
		),
		h.Div(h.Class("body"),
			p.about(one.rule),
			g.If(one.tally.Error != "", h.P(h.Class("note"), sayf("The rule could not be evaluated: %s", one.tally.Error))),
			each(one.findings, p.finding),
			p.passed(one),
		),
		g.Text("\n"),
	)
}

// stands has the counts of a rule in a few words, the worst first.
func (p *page) stands(one *judged) g.Node {
	var nodes g.Group
	for _, piece := range slices.Backward(one.standing.pieces()) {
		if piece.n > 0 {
			nodes = append(nodes, mark(piece.class, fmt.Sprintf("%d %s", piece.n, piece.name)), g.Text(" "))
		}
	}
	if one.standing.errors > 0 {
		nodes = append(nodes, mark("fail", "not evaluated"))
	}
	if len(nodes) == 0 {
		nodes = append(nodes, mark("none", "not applicable"))
	}
	return nodes
}

// about says why a rule is there, what repairs it and where it comes from.
func (p *page) about(rule finding.Rule) g.Node {
	var source g.Node
	if rule.URL != "" || rule.Section != "" {
		source = g.Group{h.Dt(g.Text("Source")), h.Dd(external(rule.URL, cmp.Or(rule.Section, rule.URL)))}
	}
	needs := g.Group{}
	for _, fact := range rule.Facts() {
		needs = append(needs, code(fact), g.Text(" "))
	}
	return g.Group{
		h.P(h.Class("why"), inline(reflow(rule.Description))),
		h.Dl(h.Class("about"),
			each(ways(rule.Remediation), func(way string) g.Node {
				return g.Group{h.Dt(sayf("Fix: %s", wayTitle(way))), h.Dd(prose(rule.Remediation[way]))}
			}),
			g.If(len(needs) > 0, g.Group{h.Dt(g.Text("Needs")), h.Dd(needs)}),
			source,
		),
	}
}

// passed names the resources that passed: an auditor draws samples of them.
func (p *page) passed(one *judged) g.Node {
	if len(one.tally.Passed) == 0 {
		return nil
	}
	return h.Details(h.Class("passed"),
		h.Summary(mark("pass", "pass"), sayf(" %s", count(len(one.tally.Passed), "resource"))),
		h.Ul(each(one.tally.Passed, func(id string) g.Node { return h.Li(code(id)) })))
}
