package report

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/finding"
)

const maxFactWidth = 60

// changes prints findings: where, how bad, which rule, the sentence, what was before, and
// what can be why.
func (t *diffText) changes(list []diff.Change) {
	for _, change := range list {
		shown := change.New
		if shown == nil {
			shown = change.Old
		}
		header := []span{{severityStyle(shown.Severity), shown.Severity.String()}, {normal, "  " + change.Rule}}
		if shown.Location != nil {
			header = append([]span{{bold, t.position(shown.Location)}, {normal, "  "}}, header...)
		} else {
			header = append(header, span{normal, "  " + describe(change.Resource)})
		}
		t.line(2, header...)
		t.line(4, span{normal, shown.Message})
		t.became(change)
		t.line(4, span{faint, "cause  "}, span{normal, causesText(change.Causes)})
	}
}

// became prints how the finding differs from what it was.
func (t *diffText) became(change diff.Change) {
	row := func(label, from, to string) {
		if from != to {
			t.line(4, span{faint, label + "  "}, span{normal, from + " -> " + to})
		}
	}
	row("verdict", verdictText(change.Was), verdictText(change.Is))
	if change.Old == nil || change.New == nil {
		return
	}
	row("severity", change.Old.Severity.String(), change.New.Severity.String())
	row("waiver", waiverText(change.Old.Waiver), waiverText(change.New.Waiver))
	if change.Old.Message != change.New.Message {
		t.line(4, span{faint, "before  "}, span{normal, change.Old.Message})
	}
}

func verdictText(verdict diff.Verdict) string {
	return strings.ReplaceAll(string(verdict), "_", " ")
}

func waiverText(waiver *finding.Waiver) string {
	if waiver == nil {
		return "none"
	}
	if waiver.Known() {
		return waiver.Text()
	}
	return waiver.Text() + ": " + waiver.Reason
}

func causesText(causes []diff.Cause) string {
	words := make([]string, 0, len(causes))
	for _, cause := range causes {
		words = append(words, string(cause))
	}
	return strings.Join(words, " or ")
}

// facts prints values by resource.
func (t *diffText) facts(list []diff.Fact) {
	heading := ""
	for _, fact := range list {
		if under := describe(fact.Resource); under != heading {
			heading = under
			t.line(2, span{bold, heading})
		}
		line := []span{{normal, factText(fact)}}
		if fact.Location != nil {
			line = append(line, span{faint, "  " + t.position(fact.Location)})
		}
		t.line(4, line...)
	}
}

func factText(fact diff.Fact) string {
	if fact.Pointer == "" {
		return map[diff.Kind]string{
			diff.New: "is new", diff.Fixed: "is gone",
			diff.Lost: "is not seen any more", diff.Gained: "was not seen before",
		}[fact.Kind]
	}
	old, now := cut(valueText(fact.Old), maxFactWidth), cut(valueText(fact.New), maxFactWidth)
	switch fact.Kind {
	case diff.Lost:
		now = "unknown (" + fact.Reason + ")"
	case diff.Gained:
		old = "unknown (" + fact.Reason + ")"
	default:
	}
	return fact.Pointer + "  " + old + " -> " + now
}

func (t *diffText) sources(list []diff.Source) {
	for _, source := range list {
		t.line(2, span{bold, source.ID}, span{normal, "  " + source.Was + " -> " + source.Is})
		for _, reason := range source.Reasons {
			t.line(4, span{normal, reason})
		}
	}
}

func (t *diffText) rules(list []diff.Rule) {
	for _, rule := range list {
		what := map[diff.Kind]string{
			diff.New: "takes part now", diff.Dropped: "does not take part any more",
			diff.Lost: "could not be evaluated", diff.Gained: "could not be evaluated before",
			diff.Changed: "differs in " + strings.Join(rule.Fields, ", "),
		}[rule.Kind]
		t.line(2, span{bold, rule.ID}, span{normal, "  " + what})
	}
}
