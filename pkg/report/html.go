package report

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"github.com/pinelint/pinelint/pkg/finding"
)

//go:embed page/report.css
var pageStyle string

//go:embed page/report.js
var pageScript string

// page is an audit report in the making. Whatever it shows of the results passes through
// [say] or [attribute], so that none of it is markup.
type page struct {
	results *finding.Results
	options Options
	text    *text // knows places and source lines
	rules   []*judged
	since   *since // nil without a base
	// ids has the anchor of each finding.
	ids map[*finding.Finding]string
	// at is as of when the results were judged; zero where they do not say it.
	at time.Time
}

// writeHTML writes the audit report: one file that loads nothing, and that is read without
// its script too.
func writeHTML(w io.Writer, results *finding.Results, options Options) error {
	p := &page{
		results: results, options: options, rules: judgedRules(results), ids: map[*finding.Finding]string{},
		text: &text{options: options, results: results, sources: map[string]*source{}},
	}
	if !isInside(options.Root) { // who reads the report stands elsewhere than who wrote it
		p.text.options.Root, p.text.options.Here = "", ""
	}
	p.at, _ = results.At()
	if options.Base != nil {
		p.since = changedSince(options.Base, results)
	}
	p.identify()
	out := bufio.NewWriter(w)
	if err := p.document().Render(out); err != nil {
		return err
	}
	return out.Flush()
}

// identify gives each finding an anchor that stays the same from report to report. Only
// findings with one fingerprint are told apart by their order.
func (p *page) identify() {
	taken := map[string]bool{}
	for i := range p.results.Findings {
		found := &p.results.Findings[i]
		fingerprint := cmp.Or(found.Fingerprint, finding.Fingerprint(found.Rule, found.Resource.ID, found.Pointer))
		id := "finding-" + identifier(fingerprint)
		for twin, first := 2, id; taken[id]; twin++ {
			id = fmt.Sprintf("%s-%d", first, twin)
		}
		taken[id] = true
		p.ids[found] = id
	}
}

// identifier is a text with nothing in it that an id, or a link to it, may not have.
func identifier(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("-_./", r):
			return r
		default:
			return '_'
		}
	}, text)
}

func ruleID(id string) string { return "rule-" + identifier(id) }

func areaID(area string) string { return "area-" + identifier(area) }

func (p *page) document() g.Node {
	return h.Doctype(h.HTML(h.Lang("en"),
		p.head(),
		h.Body(
			h.A(h.Class("skip"), h.Href("#rules"), g.Text("Skip to the rules")),
			p.banner(),
			h.Main(p.summary(), p.allRules()),
			h.Footer(sayf("Written by pinelint %s. A verdict is inconclusive where a fact that the rule needs is not known; "+
				"it never counts as a pass.", p.results.Version)),
			h.Script(g.Raw(pageScript)),
		),
	))
}

func (p *page) head() g.Node {
	return h.Head(
		h.Meta(h.Charset("utf-8")),
		h.Meta(g.Attr("http-equiv", "Content-Security-Policy"), h.Content(contentPolicy())),
		h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
		h.Meta(h.Name("color-scheme"), h.Content("light dark")),
		h.Meta(h.Name("referrer"), h.Content("no-referrer")),
		h.TitleEl(sayf("pinelint: %s", headline(p.results, p.results.Count()))),
		h.Link(h.Rel("icon"), h.Href("data:,")), // a browser asks for one otherwise
		h.StyleEl(g.Raw(pageStyle)),
	)
}

// contentPolicy lets the page do nothing but apply its own style and run its own script.
func contentPolicy() string {
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(pageStyle) + "; script-src " + hash(pageScript) +
		"; img-src data:; base-uri 'none'; form-action 'none'"
}

// banner has the way to each section, and what only the script can do.
func (p *page) banner() g.Node {
	link := func(id, name string) g.Node { return h.Li(h.A(h.Href("#"+id), g.Text(name))) }
	return h.Header(h.Class("banner"),
		h.Span(h.Class("brand"), g.Text("pinelint")),
		h.Nav(h.Aria("label", "Sections"), h.Ul(
			link("summary", "Summary"), link("areas", "Areas"), link("trend", "Trend"), link("expiry", "Expiry"),
			link("changes", "Changes"), link("coverage", "Coverage"), link("rules", "Rules"),
		)),
		h.Button(h.ID("theme"), h.Type("button"), h.Hidden(""), g.Text("Dark")),
	)
}
