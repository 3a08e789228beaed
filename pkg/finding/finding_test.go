package finding_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

func TestSeverityReadsWhatItWrites(t *testing.T) {
	for _, severity := range finding.Severities() {
		data, err := json.Marshal(severity)
		if err != nil {
			t.Fatal(err)
		}
		var read finding.Severity
		if err := json.Unmarshal(data, &read); err != nil || read != severity {
			t.Errorf("%s became %s, %v", data, read, err)
		}
	}
	_, err := finding.ParseSeverity("severe")
	if want := `severity "severe" is unknown: use one of critical, high, medium, low, info`; err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
}

func at(file string, line, column int) *finding.Location {
	return &finding.Location{File: file, StartLine: line, StartColumn: column}
}

func TestSort(t *testing.T) {
	want := []finding.Finding{
		{Rule: "b/b", Location: at("a.tf", 2, 1)},
		{Rule: "a/a", Location: at("a.tf", 10, 1)},
		{Rule: "a/a", Location: at("a.tf", 10, 4)},
		{Rule: "a/b", Location: at("a.tf", 10, 4), Resource: finding.Resource{ID: "1"}},
		{Rule: "a/b", Location: at("a.tf", 10, 4), Resource: finding.Resource{ID: "2"}, Pointer: "/a"},
		{Rule: "a/b", Location: at("a.tf", 10, 4), Resource: finding.Resource{ID: "2"}, Pointer: "/b", Message: "x"},
		{Rule: "a/b", Location: at("a.tf", 10, 4), Resource: finding.Resource{ID: "2"}, Pointer: "/b", Message: "y"},
		{Rule: "a/a", Location: at("b.tf", 1, 1)},
		{Rule: "a/a"},
		{Rule: "a/c"},
	}
	for seed := range uint64(10) {
		got := append([]finding.Finding(nil), want...)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		finding.Sort(got)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("shuffle %d: %+v", seed, got)
		}
	}
}

func TestFingerprintTellsItsPartsApart(t *testing.T) {
	seen := map[string]bool{}
	for _, parts := range [][3]string{{"a", "b", "c"}, {"ab", "", "c"}, {"a", "bc", ""}, {"a", "b", ""}} {
		hash := finding.Fingerprint(parts[0], parts[1], parts[2])
		if seen[hash] || len(hash) != 32 {
			t.Errorf("%v has the fingerprint %s", parts, hash)
		}
		seen[hash] = true
	}
}

func TestCountAndWorst(t *testing.T) {
	results := finding.Results{
		Tallies: []finding.Tally{
			{Rule: "a", Fail: 2, Pass: 3}, {Rule: "b", Inconclusive: 1, Pass: 1}, {Rule: "c"}, {Rule: "d", Error: "it failed"},
		},
		Findings: []finding.Finding{
			{Verdict: finding.Fail, Severity: finding.Low},
			{Verdict: finding.Fail, Severity: finding.Critical, Waiver: &finding.Waiver{}},
			{Verdict: finding.Inconclusive, Severity: finding.High},
		},
	}
	want := finding.Counts{Fail: 1, Pass: 4, Inconclusive: 1, NotApplicable: 1, Waived: 1}
	if got := results.Count(); got != want {
		t.Errorf("counts = %+v, want %+v", got, want)
	}
	if worst, found := results.Worst(); worst != finding.Low || !found {
		t.Errorf("worst = %s, %v: a waived and an inconclusive finding do not count", worst, found)
	}
	verdicts := []finding.Verdict{finding.Fail, finding.Inconclusive, finding.NotApplicable, finding.Inconclusive}
	for i, tally := range results.Tallies {
		if got := tally.Verdict(); got != verdicts[i] {
			t.Errorf("%s = %s, want %s", tally.Rule, got, verdicts[i])
		}
	}
	if failed := results.PolicyErrors(); len(failed) != 1 || failed[0].Rule != "d" {
		t.Errorf("policy errors = %+v", failed)
	}
}

// TestAtLeast counts what it leaves out, also where it is asked again.
func TestAtLeast(t *testing.T) {
	all := &finding.Results{Findings: []finding.Finding{
		{Verdict: finding.Fail, Severity: finding.Low},
		{Verdict: finding.Fail, Severity: finding.Critical},
		{Verdict: finding.Fail, Severity: finding.Medium, Waiver: &finding.Waiver{By: finding.ByBaseline}},
		{Verdict: finding.Inconclusive, Severity: finding.Medium},
	}}
	want := finding.Unshown{Below: finding.High, Fail: 1, Inconclusive: 1, Known: 1}
	for name, got := range map[string]*finding.Results{
		"once": all.AtLeast(finding.High), "twice": all.AtLeast(finding.Medium).AtLeast(finding.High),
		"less the second time": all.AtLeast(finding.High).AtLeast(finding.Low),
	} {
		if got.Count() != all.Count() || len(got.Findings) != 1 || *got.Unshown != want {
			t.Errorf("%s: counts %+v, %d findings, unshown %+v", name, got.Count(), len(got.Findings), got.Unshown)
		}
	}
	if got := all.AtLeast(finding.Low); got.Unshown != nil {
		t.Errorf("nothing is left out, and yet %+v", got.Unshown)
	}
}
