package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"github.com/pinelint/pinelint/pkg/finding"
)

// piece is a part of a bar. Its class has its colour.
type piece struct {
	class, name string
	n           int
}

func piecesText(pieces []piece) []string {
	var parts []string
	for _, one := range pieces {
		if one.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", one.n, one.name))
		}
	}
	return parts
}

// legend names the colours. Beside every bar the same stands in words.
func legend(keys []piece) g.Node {
	return h.Ul(h.Class("legend"), h.Aria("hidden", "true"), each(keys, func(key piece) g.Node {
		return h.Li(h.Class(key.class), say(key.name))
	}))
}

// bar draws pieces beside each other, in a width that stands for the whole.
func bar(whole int, pieces []piece) g.Node {
	svg := g.Group{h.Class("bar"), g.Attr("width", "100%"), g.Attr("height", "14"), h.Aria("hidden", "true")}
	from := 0
	for _, one := range pieces {
		if one.n > 0 {
			svg = append(svg, g.El("rect", h.Class(one.class), g.Attr("x", percent(from, whole)), g.Attr("y", "0"),
				g.Attr("width", percent(one.n, whole)), g.Attr("height", "14")))
		}
		from += one.n
	}
	return h.SVG(svg)
}

func percent(part, whole int) string {
	return strconv.FormatFloat(100*float64(part)/float64(max(1, whole)), 'f', 2, 64) + "%"
}

// series is a line of the trend.
type series struct {
	class, name string
	of          func(Past) int
}

func trendSeries() []series {
	return []series{
		{"critical", "critical and high", func(past Past) int { return past.fails(finding.High) }},
		{"fail", "all findings", func(past Past) int { return past.fails(finding.Info) }},
		{"inconclusive", "inconclusive", func(past Past) int { return past.Inconclusive }},
	}
}

// trend draws how many findings there were, report by report.
func (p *page) trend() g.Node {
	points := trend(p.options.History, p.results)
	if len(points) < 2 {
		return h.P(h.Class("muted"), g.Text("No earlier reports were given: "), code("--trend"),
			g.Text(" names a folder of them."))
	}
	all, most := trendSeries(), 1
	for _, past := range points {
		for _, one := range all {
			most = max(most, one.of(past))
		}
	}
	from, to := points[0].Time, points[len(points)-1].Time
	return g.Group{
		h.P(h.Class("muted"),
			sayf("%d reports, from %s to %s.", len(points), from.Format("2 January 2006"), to.Format("2 January 2006"))),
		h.Ul(h.Class("legend lines"), each(all, func(one series) g.Node {
			return h.Li(h.Class(one.class), sayf("%s: %d, now %d", one.name, one.of(points[0]), one.of(points[len(points)-1])))
		})),
		h.Figure(h.Class("chart"),
			h.Div(h.Class("scale"), h.Aria("hidden", "true"), h.Span(sayf("%d", most)), h.Span(g.Text("0"))),
			h.SVG(g.Attr("viewBox", "0 0 1000 200"), g.Attr("preserveAspectRatio", "none"), h.Aria("hidden", "true"),
				g.El("path", h.Class("grid"), g.Attr("d", "M0 0H1000M0 100H1000M0 200H1000")),
				each(all, func(one series) g.Node { return line(one, points, most) })),
			h.FigCaption(h.Aria("hidden", "true"), day(from), day(to)),
		),
		unfold("The numbers", numbers(points)),
	}
}

// line goes from report to report, where each has its time.
func line(one series, points []Past, most int) g.Node {
	from := points[0].Time
	span := max(time.Second, points[len(points)-1].Time.Sub(from))
	var path, dots strings.Builder
	for i, past := range points {
		x := 1000 * float64(past.Time.Sub(from)) / float64(span)
		y := 200 - 200*float64(one.of(past))/float64(most)
		step := "L"
		if i == 0 {
			step = "M"
		}
		fmt.Fprintf(&path, "%s%.1f %.1f", step, x, y)
		fmt.Fprintf(&dots, "M%.1f %.1fh0", x, y) // nothing but a round end: a circle would be stretched
	}
	return g.Group{
		g.El("path", h.Class("line "+one.class), g.Attr("d", path.String())),
		g.El("path", h.Class("dots "+one.class), g.Attr("d", dots.String())),
	}
}

// numbers has what the chart shows, and each severity.
func numbers(points []Past) g.Node {
	head := []g.Node{h.Th(h.Scope("col"), g.Text("Report"))}
	for _, severity := range finding.Severities() {
		head = append(head, h.Th(h.Scope("col"), say(severity.String())))
	}
	for _, name := range []string{"inconclusive", "waived", "pass"} {
		head = append(head, h.Th(h.Scope("col"), g.Text(name)))
	}
	return table("Findings of each report", head, each(points, func(past Past) g.Node {
		row := g.Group{h.Th(h.Scope("row"), day(past.Time))}
		for _, severity := range finding.Severities() {
			row = append(row, h.Td(sayf("%d", past.Fails[severity])))
		}
		for _, n := range []int{past.Inconclusive, past.Waived, past.Pass} {
			row = append(row, h.Td(sayf("%d", n)))
		}
		return h.Tr(row)
	}))
}

// table scrolls by itself where it is wider than the page.
func table(label string, head []g.Node, rows g.Node) g.Node {
	return h.Div(h.Class("wide"), h.TabIndex("0"), h.Role("region"), attribute("aria-label", label),
		h.Table(h.THead(h.Tr(head...)), h.TBody(rows)))
}
