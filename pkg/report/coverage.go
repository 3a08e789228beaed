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
func countsText(counts finding.Counts) string {
	text := fmt.Sprintf("%d fail, %d pass, %d inconclusive, %s not applicable, %d waived",
		counts.Fail, counts.Pass, counts.Inconclusive, count(counts.NotApplicable, "rule"), counts.Waived)
	if counts.Known > 0 {
		text += fmt.Sprintf(", %d known before", counts.Known)
	}
	return text
}
