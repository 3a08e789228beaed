package finding_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

func TestRead(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`{"schema": "pinelint.results/v1", "findings": [{"verdict": "fail", "severity": "low"}]}`, ""},
		{``, "it ends in the middle"},
		{`{"schema": "pinelint.results/v1"`, "it ends in the middle"},
		{`{"schema": oops}`, "it is not JSON"},
		{`[]`, "cannot unmarshal array"},
		{`{"schema": "pinelint.results/v9"}`, `its schema is "pinelint.results/v9", not "pinelint.results/v1"`},
		{`{"schema": "pinelint.results/v1", "findings": [{"verdict": "pass"}]}`, `finding 0 has the verdict "pass"`},
		{`{"schema": "pinelint.results/v1", "time": "2026-11-01T12:00:00Z", "findings": [{"verdict": "fail"}]}`, ""},
		{`{"schema": "pinelint.results/v1", "time": "yesterday"}`, `its time "yesterday" is not as RFC 3339 has it`},
		{`{"schema": "pinelint.results/v1", "findings": [{"severity": "huge"}]}`, `severity "huge" is unknown`},
	} {
		results, err := finding.Read(strings.NewReader(test.text))
		switch {
		case test.want == "" && (err != nil || len(results.Findings) != 1):
			t.Errorf("%s: %v, %+v", test.text, err, results)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: error %v, want %q", test.text, err, test.want)
		}
	}
}

func TestHidden(t *testing.T) {
	about := func(rule, id string) finding.Finding {
		return finding.Finding{Rule: rule, Resource: finding.Resource{ID: id}}
	}
	results := finding.Results{
		Findings: []finding.Finding{about("a/a", "1"), about("a/a", "1"), about("a/b", "1"), about("a/b", "2")},
		Tallies:  []finding.Tally{{Rule: "a/a", Fail: 1, Pass: 5}, {Rule: "a/b", Fail: 1, Inconclusive: 1}},
	}
	if rule := results.Hidden(); rule != "" {
		t.Errorf("%s is said to hide some", rule)
	}
	results.Findings = results.Findings[:3]
	if rule := results.Hidden(); rule != "a/b" {
		t.Errorf("hidden = %q, want a/b", rule)
	}
}
