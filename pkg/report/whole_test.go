package report_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// TestWholeUnknown names in every format what is not known, also where that is the whole thing.
func TestWholeUnknown(t *testing.T) {
	results := fixture(t)
	found := results.Findings[0]
	found.Verdict, found.Pointer = finding.Inconclusive, ""
	found.Missing = []finding.Missing{{Reason: "whether it has a backup is not known"}}
	results.Findings = []finding.Finding{found}
	for _, format := range []string{"text", "markdown", "junit", "csv", "sarif", "html"} {
		written := write(t, format, results, report.Options{})
		if !strings.Contains(written, "the whole of it") {
			t.Errorf("%s does not say what is not known:\n%s", format, written)
		}
	}
}
