package report

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// chain prints the way that a request takes, a link a line, and marks where it ends.
func (t *text) chain(links []finding.Link) {
	wide := 0
	for _, link := range links {
		wide = max(wide, len([]rune(link.Title)))
	}
	for i, link := range links {
		label := "     "
		if i == 0 {
			label = "path "
		}
		mark, style := "-> ", normal
		switch link.State {
		case finding.Broken:
			mark, style = "-x ", severityStyle(finding.Critical)
		case finding.Open:
			mark = "-? "
		}
		title := link.Title + strings.Repeat(" ", wide-len([]rune(link.Title)))
		spans := []span{{faint, label}, {style, mark + title}, {normal, "  "}}
		if link.Location != nil {
			spans = append(spans, span{normal, t.position(link.Location) + "  "})
		}
		t.line(4, append(spans, span{style, link.Message})...)
	}
}
