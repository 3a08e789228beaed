package report

import (
	"fmt"
	"io"

	"github.com/pinelint/pinelint/pkg/finding"
)

// Explain writes all there is to know about one rule, for a terminal: what and why, how
// to repair it, how to waive it, and where it comes from.
func Explain(w io.Writer, rule finding.Rule) error {
	_, err := fmt.Fprintf(w, "%s (%s, %s)\n%s\n\n%s", rule.ID, rule.Severity, rule.Kind, rule.Title, helpText(rule))
	return err
}

// Printable escapes what a terminal would act on, for text that quotes what was read.
func Printable(text string) string { return printable(text) }
