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
