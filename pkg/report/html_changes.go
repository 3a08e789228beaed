package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"github.com/pinelint/pinelint/pkg/finding"
)

const (
	// maxListed is how many findings the first page names of each kind.
	maxListed = 10
	// soon is how many days ahead the first page looks for what ends.
	soon = 90
)

// changes says what became of findings since the base.
func (p *page) changes() g.Node {
	if p.since == nil {
		return h.P(h.Class("muted"), g.Text("No earlier report was given: "), code("--compare"), g.Text(" names one."))
	}
	at, _ := p.since.base.At()
	return g.Group{
		h.P(h.Class("muted"), g.Text("Since the report of "), when(at), sayf(" (pinelint %s).", p.since.base.Version)),
		h.Ul(h.Class("counts"),
			h.Li(h.Class("fail"), h.Strong(sayf("%d", len(p.since.isNew))), h.Span(g.Text("new"))),
			h.Li(h.Class("pass"), h.Strong(sayf("%d", len(p.since.fixed))), h.Span(g.Text("fixed"))),
			h.Li(h.Class("inconclusive"), h.Strong(sayf("%d", len(p.since.lost))), h.Span(g.Text("cannot be told any more"))),
			h.Li(h.Class("none"), h.Strong(sayf("%d", len(p.since.dropped))), h.Span(g.Text("not looked for any more"))),
		),
		p.changed("New", p.since.isNew, true),
		p.changed("Fixed", p.since.fixed, false),
		p.changed("Cannot be told any more, so not fixed", p.since.lost, false),
		p.changed("Not looked for any more", p.since.dropped, false),
	}
}

func (p *page) changed(title string, list []*finding.Finding, open bool) g.Node {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *finding.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	shown := list[:min(maxListed, len(list))]
	return h.Details(g.If(open, g.Attr("open")), h.Summary(sayf("%s: %d", title, len(list))),
		h.Ul(h.Class("list graded"), each(shown, p.brief)),
		g.If(len(list) > len(shown), h.P(h.Class("muted"),
			sayf("And %d more: pinelint diff names all.", len(list)-len(shown)))))
}

// brief is a finding in one line, with a link to it where it is in this report.
func (p *page) brief(found *finding.Finding) g.Node {
	rule := h.Span(h.Class("muted"), say(found.Rule))
	if id, ok := p.ids[found]; ok {
		rule = h.A(h.Href("#"+id), say(found.Rule))
	}
	return h.Li(severityMark(found.Severity), g.Text(" "), h.Span(say(headOf(found)), g.Text(" "), rule))
}

// ending is something that is over at some time.
type ending struct {
	at    time.Time
	what  string
	about string
	first *finding.Finding
	more  int
}

// expiry lists waivers, and what findings say of the end of certificates, keys and tokens.
func (p *page) expiry() g.Node {
	all := p.endings()
	if len(all) == 0 {
		return h.P(h.Class("muted"), g.Text("No waiver is used, and no finding names an end."))
	}
	later := 0
	if !p.at.IsZero() {
		later = len(all)
		all = slices.DeleteFunc(all, func(one ending) bool { return daysBetween(p.at, one.at) > soon })
		later -= len(all)
	}
	return g.Group{
		g.If(len(all) > 0, h.Ul(h.Class("list"), each(all, p.ending))),
		g.If(later > 0, h.P(h.Class("muted"), sayf("%s in more than %d days.", ends(later), soon))),
	}
}

func ends(n int) string {
	if n == 1 {
		return "1 more ends"
	}
	return count(n, "more end")
}

func (p *page) ending(one ending) g.Node {
	var left g.Node
	if !p.at.IsZero() {
		left = sayf(", %s", leftText(daysBetween(p.at, one.at)))
	}
	return h.Li(h.Strong(day(one.at)), left, g.Text(": "), h.A(h.Href("#"+p.ids[one.first]), say(one.what)),
		g.If(one.more > 0, sayf(" and %d more", one.more)), g.Text(" "), h.Span(h.Class("muted"), say(one.about)))
}

// daysBetween counts midnights, since a waiver holds until its day is over.
func daysBetween(from, to time.Time) int {
	const day = 24 * time.Hour
	return int(to.Truncate(day).Sub(from.Truncate(day)) / day)
}

func leftText(days int) string {
	switch {
	case days < 0:
		return count(-days, "day") + " ago"
	case days == 0:
		return "today"
	default:
		return "in " + count(days, "day")
	}
}

// endings are all that findings know, the next one first. One waiver may excuse many.
func (p *page) endings() []ending {
	var all []ending
	known := map[finding.Waiver]int{}
	for i := range p.results.Findings {
		found := &p.results.Findings[i]
		if waiver := found.Waiver; waiver != nil {
			if at, ok := known[*waiver]; ok {
				all[at].more++
			} else if end, err := time.Parse(time.DateOnly, waiver.Expires); err == nil {
				known[*waiver] = len(all)
				what := "waiver of " + found.Rule + " on " + quoted(found.Resource.Name)
				all = append(all, ending{end, what, waivedBy(waiver), found, 0})
			}
		}
		for _, seen := range found.Evidence {
			if end, ok := endOf(seen); ok {
				all = append(all, ending{end, found.Resource.Type + " " + quoted(found.Resource.Name), seen.Pointer, found, 0})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b ending) int {
		return cmp.Or(a.at.Compare(b.at), strings.Compare(a.what, b.what), strings.Compare(a.about, b.about))
	})
	return slices.CompactFunc(all, func(a, b ending) bool {
		return a.at.Equal(b.at) && a.what == b.what && a.about == b.about
	})
}

// endOf is the time at which a fact says that something is over.
func endOf(seen finding.Evidence) (time.Time, bool) {
	name := seen.Pointer[strings.LastIndex(seen.Pointer, "/")+1:]
	text, ok := seen.Value.(string)
	if !ok || !strings.Contains(name, "expire") && name != "not_after" && name != "valid_until" {
		return time.Time{}, false
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UTC(), true
		}
	}
	return time.Time{}, false
}

// waivedBy says who answers for a waiver, and why.
func waivedBy(waiver *finding.Waiver) string {
	text := waiver.Owner
	if waiver.Ticket != "" {
		text += ", " + waiver.Ticket
	}
	return text + ": " + waiver.Reason
}
