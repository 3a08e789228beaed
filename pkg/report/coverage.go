package report

import (
	"fmt"

	"github.com/pinelint/pinelint/pkg/finding"
)

// coverageText says in a clause how far a run saw into services.
func coverageText(seen finding.Coverage) string {
	return fmt.Sprintf("%s, %d refused, %s unread", count(seen.Calls, "call"), seen.Refused, count(seen.Facts, "fact"))
}

// refusalText says what a missing permission hides. Of a list that was refused nobody knows
// how many facts it would have had.
func refusalText(refusal finding.Refusal) string {
	text := count(refusal.Calls, "call") + " refused"
	if refusal.Facts > 0 {
		text += ", " + count(refusal.Facts, "fact") + " unread"
	}
	return text
}

// countsText lists what was counted, for reports whose line is always the same.
func countsText(results *finding.Results) string {
	counts := results.Count()
	text := fmt.Sprintf("%d fail, %d pass, %d inconclusive, %s not applicable, %d waived",
		counts.Fail, counts.Pass, counts.Inconclusive, count(counts.NotApplicable, "rule"), counts.Waived)
	if counts.Known > 0 {
		text += fmt.Sprintf(", %d known before", counts.Known)
	}
	if left := results.Unshown; left != nil {
		text += "; " + unshownText(left)
	}
	return text
}

// unshownText says what a report leaves out of what it counts.
func unshownText(left *finding.Unshown) string {
	text := fmt.Sprintf("%d fail, %d inconclusive, %d waived", left.Fail, left.Inconclusive, left.Waived)
	if left.Known > 0 {
		text += fmt.Sprintf(", %d known before", left.Known)
	}
	return fmt.Sprintf("not shown, as they are below %s: %s", left.Below, text)
}
