package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// summary prints the counts, how far the run saw, and what was left aside.
func (t *text) summary() {
	t.line(0, span{bold, "Summary"})
	t.blank()
	t.verdicts()
	t.waived()
	t.profile()
	t.fixed()
	t.coverage()
	t.services()
	t.problems()
	t.policyErrors()
}

func (t *text) row(label string, spans ...span) {
	t.line(2, append([]span{{faint, fmt.Sprintf("%-12s", label)}}, spans...)...)
}

func (t *text) verdicts() {
	counts := t.results.Count()
	if counts.Fail+counts.Pass+counts.Inconclusive+counts.Waived+counts.Known == 0 {
		t.row("verdicts", span{normal, t.nothing()})
		return
	}
	row := fmt.Sprintf("%d fail, %d pass, %d inconclusive, %s not applicable",
		counts.Fail, counts.Pass, counts.Inconclusive, count(counts.NotApplicable, "rule"))
	if counts.Waived > 0 {
		row += fmt.Sprintf(", %d waived", counts.Waived)
	}
	if counts.Known > 0 {
		row += fmt.Sprintf(", %d known before", counts.Known)
	}
	t.row("verdicts", span{normal, row})
	if shown := t.severities(); len(shown) > 0 {
		t.row("severities", shown...)
	}
	if left := t.results.Unshown; left != nil {
		t.row("", span{normal, unshownText(left)})
	}
}

// nothing says why there is no verdict at all.
func (t *text) nothing() string {
	failed := func(source finding.Source) bool { return source.Status == "failed" }
	if t.results.Broken() || len(t.results.PolicyErrors()) > 0 || slices.ContainsFunc(t.results.Sources, failed) {
		return "nothing was judged"
	}
	return fmt.Sprintf("nothing to judge: none of the %d rules is about anything that was found", len(t.results.Rules))
}

func (t *text) severities() []span {
	fails := failsBySeverity(t.results.Findings)
	var spans []span
	for _, severity := range finding.Severities() {
		if fails[severity] == 0 {
			continue
		}
		if len(spans) > 0 {
			spans = append(spans, span{normal, ", "})
		}
		spans = append(spans, span{severityStyle(severity), fmt.Sprintf("%d %s", fails[severity], severity)})
	}
	return spans
}

func (t *text) waived() {
	label := "waived"
	for _, found := range t.results.Findings {
		if found.Waiver == nil || found.Waiver.Known() {
			continue
		}
		waiver := fmt.Sprintf("%s on %s %s", found.Rule, quoted(found.Resource.Name), found.Waiver.Text())
		t.row(label, span{normal, waiver}, span{faint, "  " + found.Waiver.Reason})
		label = ""
	}
}

func (t *text) profile() {
	if chosen := t.results.Profile; chosen != nil {
		t.row("profile", span{normal, profileText(chosen)})
	}
}

// profileText names the profile that judged, and why it did.
func profileText(profile *finding.Profile) string {
	text := profile.Name + ", " + profile.Because
	if profile.Lint != "" {
		text += "; " + profile.Lint
	}
	return text
}

const maxFixed = 20

// fixed lists what fails no more since the revision that the run was compared with.
func (t *text) fixed() {
	label := "fixed"
	for i, found := range t.results.Fixed {
		if i == maxFixed {
			t.row("", span{normal, fmt.Sprintf("and %d more: the json format has all", len(t.results.Fixed)-i)})
			break
		}
		t.row(label, span{normal, found.Rule + " on " + quoted(found.Resource.Name)})
		label = ""
	}
}

func (t *text) coverage() {
	label := "sources"
	if len(t.results.Sources) == 0 {
		t.row(label, span{normal, "none: nothing was read"})
	}
	for _, source := range summed(t.results.Sources) {
		status := source.Status
		if trouble := sourceTrouble(source); trouble != "" {
			status = trouble
		}
		var read []string
		for _, name := range sortedKeys(source.Counts) {
			read = append(read, fmt.Sprintf("%s %d", name, source.Counts[name]))
		}
		line := []span{{normal, source.ID + ": "}, {statusStyle(source.Status), status}}
		if len(read) > 0 {
			line = append(line, span{faint, "  " + strings.Join(read, ", ")})
		}
		t.row(label, line...)
		label = ""
	}
}

// services says how far the run saw into services, and what would let it see more.
func (t *text) services() {
	seen := t.results.Coverage()
	if seen.Calls == 0 && len(seen.Refusals) == 0 {
		return
	}
	t.row("services", span{normal, coverageText(seen)})
	label := "refused"
	for _, refusal := range seen.Refusals {
		t.row(label, span{yellow, refusal.Permission}, span{normal, "  " + refusalText(refusal)})
		if refusal.Grant != "" {
			t.row("", span{faint, "grant  "}, span{normal, refusal.Grant})
		}
		label = ""
	}
}

func (t *text) problems() {
	label := "problems"
	for _, source := range t.results.Sources {
		for _, problem := range source.Problems {
			where := source.ID
			if problem.Location != nil {
				where = t.position(problem.Location)
			}
			t.row(label, span{problemStyle(problem.Kind), fmt.Sprintf("%-6s  ", problem.Kind)},
				span{bold, where}, span{normal, "  " + problem.Message})
			label = ""
		}
	}
}

func (t *text) policyErrors() {
	label := "errors"
	for _, tally := range t.results.PolicyErrors() {
		t.row(label, span{alarm, tally.Rule}, span{normal, " could not be evaluated: " + tally.Error})
		label = ""
	}
}

func statusStyle(status string) style {
	switch status {
	case "failed":
		return alarm
	case "partial":
		return yellow
	default:
		return normal
	}
}

func problemStyle(kind string) style {
	switch kind {
	case "broken":
		return alarm
	case "gap":
		return yellow
	default:
		return faint
	}
}
