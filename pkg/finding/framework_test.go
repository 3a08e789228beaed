package finding_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

// inFramework are results with one control for each rule of the same name, and some shared.
func inFramework() *finding.Results {
	controls := func(ids ...string) map[string][]string { return map[string][]string{"f": ids} }
	return &finding.Results{
		Rules: []finding.Rule{
			{ID: "a/fails", Controls: controls("fail", "mixed")},
			{ID: "a/passes", Controls: controls("pass", "mixed", "excused", "doubtful")},
			{ID: "a/waived", Controls: controls("waived", "excused")},
			{ID: "a/unknown", Controls: controls("unknown", "doubtful")},
			{ID: "a/broken", Controls: controls("error")},
			{ID: "a/idle", Controls: controls("idle", "pass")},
			{ID: "a/other", Controls: map[string][]string{"g": {"fail"}}},
			{ID: "a/none"},
			{ID: "b/custom", Controls: controls("z", "y")},
		},
		Tallies: []finding.Tally{
			{Rule: "a/fails", Fail: 2, Pass: 1}, {Rule: "a/passes", Pass: 3}, {Rule: "a/waived", Fail: 1, Pass: 4},
			{Rule: "a/unknown", Inconclusive: 1}, {Rule: "a/broken", Error: "eval_conflict_error"}, {Rule: "a/idle"},
			{Rule: "a/other", Fail: 1}, {Rule: "a/none", Fail: 1}, {Rule: "b/custom", Pass: 1},
		},
		Findings: []finding.Finding{
			{Rule: "a/fails", Verdict: finding.Fail}, {Rule: "a/fails", Verdict: finding.Fail},
			{Rule: "a/waived", Verdict: finding.Fail, Waiver: &finding.Waiver{}},
			{Rule: "a/unknown", Verdict: finding.Inconclusive},
			{Rule: "a/other", Verdict: finding.Fail}, {Rule: "a/none", Verdict: finding.Fail},
		},
	}
}

func TestMatrix(t *testing.T) {
	framework := finding.Framework{Name: "f", Title: "F", Version: "1"}
	for _, id := range []string{
		"fail", "mixed", "pass", "waived", "excused", "unknown", "doubtful", "error", "idle", "uncovered",
	} {
		framework.Controls = append(framework.Controls, finding.Control{ID: id, Title: "t"})
	}
	want := []string{ // standing, rules, fail pass inconclusive waived
		"fail: fail [a/fails] 2 1 0 0",
		"mixed: fail [a/fails a/passes] 2 4 0 0",
		"pass: pass [a/passes a/idle] 0 3 0 0",
		"waived: waived [a/waived] 0 4 0 1",
		"excused: waived [a/passes a/waived] 0 7 0 1",
		"unknown: inconclusive [a/unknown] 0 0 1 0",
		"doubtful: inconclusive [a/passes a/unknown] 0 3 1 0",
		"error: inconclusive [a/broken] 0 0 1 0",
		"idle: not_applicable [a/idle] 0 0 0 0",
		"uncovered: no_rule [] 0 0 0 0",
		"y: pass [b/custom] 0 1 0 0", // what only a rule names is not lost
		"z: pass [b/custom] 0 1 0 0",
	}
	var got []string
	matrices := inFramework().Within([]finding.Framework{framework}).Frameworks
	for _, row := range matrices[0].Controls {
		got = append(got, fmt.Sprintf("%s: %s %v %d %d %d %d",
			row.ID, row.Standing, row.Rules, row.Fail, row.Pass, row.Inconclusive, row.Waived))
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}

func TestWithinLeavesOutOtherRules(t *testing.T) {
	results, before := inFramework(), inFramework()
	within := results.Within([]finding.Framework{{Name: "g"}, {Name: "h"}})
	if len(within.Rules) != 1 || len(within.Tallies) != 1 || len(within.Findings) != 1 || len(within.Frameworks) != 2 {
		t.Errorf("within g are %+v", within)
	}
	if within.Rules[0].ID != "a/other" || within.Frameworks[0].Controls[0].Fail != 1 {
		t.Errorf("within g are %+v", within)
	}
	if results.Within(nil) != results {
		t.Error("without a framework something is left out")
	}
	if !reflect.DeepEqual(results, before) {
		t.Error("the results themselves were changed")
	}
}
