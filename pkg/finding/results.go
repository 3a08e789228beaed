package finding

import (
	"slices"
	"time"
)

// ResultsSchema names the format of [Results] as JSON. A change that breaks a reader
// changes the name.
const ResultsSchema = "pinelint.results/v1"

// Results is everything a run concludes, and all that a report may print.
type Results struct {
	Schema  string `json:"schema"`
	Version string `json:"version"`
	// Time is as of when it was judged, in RFC 3339 and UTC. Results of versions that did
	// not write it have none.
	Time string `json:"time,omitempty"`
	// Profile is what the choice of rules, their severities and the thresholds rest on; nil
	// where none was asked.
	Profile *Profile `json:"profile,omitempty"`
	// Rules are all rules that were chosen for the run, sorted by id, also those
	// without a subject.
	Rules []Rule `json:"rules"`
	// Findings are the fails and inconclusives, in the order of [Sort]. Waived ones are
	// among them, with their Waiver.
	Findings []Finding `json:"findings"`
	// Unshown counts the findings that a report leaves out by their severity; nil where it has all.
	Unshown *Unshown `json:"unshown,omitempty"`
	// Fixed are the fails of an older revision that are none any more, where a run compared.
	Fixed []Finding `json:"fixed,omitempty"`
	// Tallies has one entry for each rule, in the order of Rules.
	Tallies []Tally `json:"tallies"`
	// Frameworks has a matrix for each framework that was asked for: then Rules are those that
	// are for its controls.
	Frameworks []Matrix `json:"frameworks,omitempty"`
	// Sources says what was read, and what could not be.
	Sources []Source `json:"sources"`
}

// Profile is a set of severities and thresholds for one kind of organization, on which the
// manifest's own stand.
type Profile struct {
	Name string `json:"name"`
	// Because is a clause: who or what chose it.
	Because string `json:"because"`
	// Lint is a clause, where a snapshot was judged, which has neither lint nor waivers: whose hold.
	Lint string `json:"lint,omitempty"`
}

// Tally counts a rule's verdicts. A rule whose counts are all zero had no subject: it is
// not applicable.
type Tally struct {
	Rule         string `json:"rule"`
	Fail         int    `json:"fail"`
	Pass         int    `json:"pass"`
	Inconclusive int    `json:"inconclusive"`
	// Passed has the ids of the resources that passed, in the snapshot's order.
	Passed []string `json:"passed,omitempty"`
	// Error is why the rule could not be evaluated, where that happened. Such a rule has
	// no verdict at all, and the run ends with the exit code of a policy error.
	Error string `json:"error,omitempty"`
}

// Verdict is the rule's verdict as a whole: the worst of its subjects'.
func (t Tally) Verdict() Verdict {
	switch {
	case t.Fail > 0:
		return Fail
	case t.Inconclusive > 0 || t.Error != "":
		return Inconclusive
	case t.Pass > 0:
		return Pass
	default:
		return NotApplicable
	}
}

// Source is one collector on one scope, as the snapshot recorded it.
type Source struct {
	// ID is the collector and its scope: "terraform infra/prod", "manifest pinelint.yaml".
	ID string `json:"id"`
	// Status is complete, partial, failed or skipped.
	Status string `json:"status"`
	Reason string `json:"reason,omitempty"`
	// Permission is what was missing, where a service refused.
	Permission string `json:"permission,omitempty"`
	// Refusals are what was missing by permission, sorted by it.
	Refusals []Refusal `json:"refusals,omitempty"`
	// Counts has what was read: files, resources; of a service also the calls, and those of
	// them that were refused.
	Counts   map[string]int `json:"counts,omitempty"`
	Problems []Problem      `json:"problems,omitempty"`
}

// Problem is one thing that could not be read, or that was read and is worth saying.
type Problem struct {
	// Kind is broken (input that must be repaired), gap (something that was not there to
	// be read, such as a module of a registry) or notice.
	Kind     string    `json:"kind"`
	Message  string    `json:"message"`
	Location *Location `json:"location,omitempty"`
}

// Counts are a run's verdicts, counted.
type Counts struct {
	Fail          int `json:"fail"`
	Pass          int `json:"pass"`
	Inconclusive  int `json:"inconclusive"`
	NotApplicable int `json:"not_applicable"`
	Waived        int `json:"waived"`
	Known         int `json:"known,omitempty"`
}

// Unshown are the findings below a severity, counted as [Results.Count] does.
type Unshown struct {
	Below        Severity `json:"below"`
	Fail         int      `json:"fail"`
	Inconclusive int      `json:"inconclusive"`
	Waived       int      `json:"waived"`
	Known        int      `json:"known,omitempty"`
}

// AtLeast are the results without what is below a severity, which is counted all the same: hiding
// a finding does not make it pass.
func (r *Results) AtLeast(lowest Severity) *Results {
	hidden := func(found Finding) bool { return found.Severity < lowest }
	if !slices.ContainsFunc(r.Findings, hidden) {
		return r
	}
	shown, counts := *r, r.Count()
	shown.Findings, shown.Unshown = slices.DeleteFunc(slices.Clone(r.Findings), hidden), nil
	left := shown.Count()
	shown.Unshown = &Unshown{
		Below: lowest, Fail: counts.Fail - left.Fail, Inconclusive: counts.Inconclusive - left.Inconclusive,
		Waived: counts.Waived - left.Waived, Known: counts.Known - left.Known,
	}
	return &shown
}

// Count counts verdicts: fail, pass and inconclusive by resource, not applicable by
// rule. Waived fails are counted apart, and so are those that were there before. What a report
// does not show counts too.
func (r *Results) Count() Counts {
	var counts Counts
	if left := r.Unshown; left != nil {
		counts = Counts{Fail: left.Fail, Inconclusive: left.Inconclusive, Waived: left.Waived, Known: left.Known}
	}
	for _, tally := range r.Tallies {
		counts.Pass += tally.Pass
		if tally.Verdict() == NotApplicable {
			counts.NotApplicable++
		}
	}
	for _, found := range r.Findings {
		switch {
		case found.Waiver != nil && found.Waiver.Known():
			counts.Known++
		case found.Waiver != nil:
			counts.Waived++
		case found.Verdict == Fail:
			counts.Fail++
		default:
			counts.Inconclusive++
		}
	}
	return counts
}

// At is as of when the results were judged, and whether they say so.
func (r *Results) At() (at time.Time, dated bool) {
	at, err := time.Parse(time.RFC3339, r.Time)
	return at.UTC(), err == nil
}

// Worst is the highest severity among fails that are not waived, and whether there is one.
func (r *Results) Worst() (Severity, bool) {
	worst, failed := Info, false
	for _, found := range r.Findings {
		if found.Verdict == Fail && found.Waiver == nil {
			worst, failed = max(worst, found.Severity), true
		}
	}
	return worst, failed
}

// Add takes the verdicts of rules that were judged later, on what the first judging made. Each
// rule has its verdicts in one of both.
func (r *Results) Add(later *Results) {
	for i, tally := range later.Tallies {
		if tally.Error != "" || tally.Verdict() != NotApplicable {
			r.Tallies[i] = tally
		}
	}
	r.Findings = append(r.Findings, later.Findings...)
	Sort(r.Findings)
}

// Broken says whether input that should have been read was broken, so that the evidence
// is not what the repository meant to give.
func (r *Results) Broken() bool {
	for _, source := range r.Sources {
		for _, problem := range source.Problems {
			if problem.Kind == "broken" {
				return true
			}
		}
	}
	return false
}

// PolicyErrors lists the rules that could not be evaluated.
func (r *Results) PolicyErrors() []Tally {
	var failed []Tally
	for _, tally := range r.Tallies {
		if tally.Error != "" {
			failed = append(failed, tally)
		}
	}
	return failed
}
