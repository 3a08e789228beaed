package report_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// TestReportsNameTheProfile asks every format that says what a run rests on.
func TestReportsNameTheProfile(t *testing.T) {
	results := fixture(t)
	results.Profile = &finding.Profile{Name: "standard", Because: `by the plan "standard"`}
	for format, want := range map[string]string{
		"text":     "  profile     standard, by the plan \"standard\"\n",
		"json":     "  \"profile\": {\n    \"name\": \"standard\",\n    \"because\": \"by the plan \\\"standard\\\"\"\n  },\n",
		"markdown": "\nProfile: standard, by the plan \"standard\"\n",
		"sarif":    `"properties":{"profile":"standard"}`,
		"junit":    `<property name="profile" value="standard"></property>`,
	} {
		written := write(t, format, results, report.Options{})
		if !strings.Contains(written, want) {
			t.Errorf("%s lacks %q", format, want)
		}
		if format == "json" {
			validate(t, resultsSchema, written)
		}
	}
}
