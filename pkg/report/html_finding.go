package report

import (
	"cmp"
	"unicode/utf8"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"github.com/pinelint/pinelint/pkg/finding"
)

const (
	// around is how many lines are shown before and after the one that a finding is on.
	around = 2
	// maxLine is how many bytes of a line are shown before, in and after what is marked.
	maxLine = 160
	// maxValue is how many bytes are shown of a value that a source has.
	maxValue = 2000
)

// finding is one line until it is opened.
func (p *page) finding(found *finding.Finding) g.Node {
	verdict := verdictOf(found)
	where := describe(found.Resource)
	if found.Location != nil {
		where = p.text.position(found.Location)
	}
	isNew := p.since != nil && p.since.has(found)
	return h.Details(h.Class("finding"), h.ID(p.ids[found]), h.Data("verdict", verdict),
		h.Data("severity", found.Severity.String()),
		attribute("data-environment", cmp.Or(found.Resource.Environment, undeclared)), g.If(isNew, h.Data("new", "")),
		h.Summary(
			h.Span(mark(verdict, verdict), g.If(isNew, g.Group{g.Text(" "), mark("new", "new")})), g.Text(" "),
			h.Span(h.Class("message"), say(headOf(found)), g.Text(" "), h.Span(h.Class("where"), say(where))),
		),
		h.Div(h.Class("body"),
			p.waiver(found.Waiver), p.excerpt(found.Location), p.related(found.Related), p.chain(found.Chain),
			p.missing(found), p.evidence(found.Evidence), p.subject(found), p.repair(found),
		),
	)
}

// headOf is the sentence about a finding, and of an inconclusive one why it is that.
func headOf(found *finding.Finding) string {
	if found.Verdict == finding.Fail {
		return found.Message
	}
	return told(found)
}

func (p *page) waiver(waiver *finding.Waiver) g.Node {
	if waiver == nil {
		return nil
	}
	return h.Dl(h.Class("waiver"),
		term("Waived because", say(waiver.Reason)), term("Owner", say(waiver.Owner)),
		g.If(waiver.Ticket != "", term("Ticket", say(waiver.Ticket))), term("Ends", say(waiver.Expires)))
}

// subject is what was judged, in words that a query to the platform understands.
func (p *page) subject(found *finding.Finding) g.Node {
	return h.Dl(h.Class("subject"),
		term("Resource", g.Group{code(found.Resource.Type), g.Text(" "), say(found.Resource.Name)}),
		g.If(found.Resource.ID != found.Resource.Name, term("Id", code(found.Resource.ID))),
		g.If(found.Pointer != "", term("Judged", code(found.Pointer))),
		term("Environment", say(environmentText(found.Resource.Environment))),
		term("Fingerprint", h.A(h.Href("#"+p.ids[found]), code(found.Fingerprint))),
	)
}

func (p *page) repair(found *finding.Finding) g.Node {
	switch {
	case !failing(found):
		return nil
	case drifted(found):
		return h.P(h.Class("muted"), g.Text("The source has another value than the service: apply it again, if it is right."))
	case mayBeFixed(found):
		return h.P(h.Class("muted"), code("pinelint fix --rule "+found.Rule), g.Text(" may repair it."))
	default:
		return nil
	}
}

func (p *page) related(all []finding.Related) g.Node {
	if len(all) == 0 {
		return nil
	}
	return h.Ul(h.Class("list"), each(all, func(one finding.Related) g.Node {
		return h.Li(p.place(&one.Location), say(one.Message))
	}))
}

// chain is the way of a request, link by link.
func (p *page) chain(links []finding.Link) g.Node {
	if len(links) == 0 {
		return nil
	}
	class := map[string]string{finding.Holds: "pass", finding.Broken: "fail", finding.Open: "inconclusive"}
	return h.Ol(h.Class("chain"), each(links, func(link finding.Link) g.Node {
		return h.Li(mark(cmp.Or(class[link.State], "none"), link.State), g.Text(" "), h.Strong(say(link.Title)), g.Text(" "),
			p.place(link.Location), say(link.Message))
	}))
}

func (p *page) missing(found *finding.Finding) g.Node {
	if found.Verdict != finding.Inconclusive {
		return nil
	}
	return h.Ul(h.Class("list"), each(missingOf(found), func(one finding.Missing) g.Node {
		return h.Li(p.place(one.Location), code(factOf(one)), g.Text(": "), say(one.Reason),
			g.If(one.Needed != "", h.P(h.Class("muted"), sayf("Needed: %s", one.Needed))))
	}))
}

// evidence is what each source saw, and how a service was asked.
func (p *page) evidence(all []finding.Evidence) g.Node {
	if len(all) == 0 {
		return nil
	}
	item := func(seen finding.Evidence) g.Node {
		from := seen.Source
		if seen.Address != "" {
			from += ", " + seen.Address
		}
		if seen.Call != nil {
			from = callText(seen.Call)
		}
		return h.Li(code(what(seen, cut(valueText(seen.Value), maxValue))),
			h.Span(h.Class("muted"), g.Text(" "), p.place(seen.Location), say(from)))
	}
	return h.Div(h.Class("evidence"), h.P(h.Class("label"), g.Text("Evidence")), h.Ul(each(all, item)))
}

// excerpt shows the lines around a place, and marks what the finding is about.
func (p *page) excerpt(at *finding.Location) g.Node {
	if at == nil {
		return nil
	}
	source := p.text.source(at.File)
	line := source.line(at)
	if line == nil {
		return nil
	}
	last := min(len(source.lines), at.StartLine+around)
	if last > at.StartLine && last == len(source.lines) && source.lines[last-1].shown == "" {
		last-- // a file ends with a line break
	}
	var nodes g.Group
	for number := max(1, at.StartLine-around); number <= last; number++ {
		nodes = append(nodes, h.Span(h.Class("number"), sayf("%4d ", number)))
		if number == at.StartLine {
			nodes = append(nodes, marked(line, at))
		} else {
			nodes = append(nodes, say(untabbed(cut(source.lines[number-1].shown, maxLine))))
		}
		nodes = append(nodes, g.Text("\n"))
	}
	return h.Pre(h.Class("source"), h.TabIndex("0"), h.Aria("label", "Source"), h.Code(nodes))
}

// marked is the line of a place, what stands far from the place left out.
func marked(line *sourceLine, at *finding.Location) g.Node {
	shown := line.shown
	from, to := line.span(at)
	if from == to {
		to = len(shown)
	}
	return g.Group{
		say(untabbed(tail(shown[:from], maxLine))), h.Mark(say(untabbed(cut(shown[from:to], maxLine)))),
		say(untabbed(cut(shown[to:], maxLine))),
	}
}

// tail is [cut] for the end of a text.
func tail(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	from := len(text) - limit + len(ellipsis)
	for from < len(text) && !utf8.RuneStart(text[from]) {
		from++
	}
	return ellipsis + text[from:]
}
