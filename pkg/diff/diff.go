// Package diff says what changed between two runs, and what of it somebody did: findings,
// the facts that they rest on, the rules, and how far each run saw. What is gone only
// because nobody could tell any more is lost, and never fixed.
package diff

import (
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Schema names the format of [Diff] as JSON.
const Schema = "pinelint.diff/v1"

// Kind says what became of a finding or a fact.
type Kind string

// The kinds. The other way round, new is fixed, dropped, lost or gained, lost is gained or new,
// and changed stays changed.
const (
	// New is a finding that was not there, or a fact that was not set.
	New Kind = "new"
	// Fixed is a finding that was judged again and is gone, or a fact that is unset now.
	Fixed Kind = "fixed"
	// Changed is a finding with another severity, waiver or message, or another value.
	Changed Kind = "changed"
	// Dropped is a finding whose rule does not take part any more: nobody repaired it.
	Dropped Kind = "dropped"
	// Lost is what was known and cannot be told any more.
	Lost Kind = "lost"
	// Gained is what could not be told and is known now, and no fail, or is gone: it never was one.
	Gained Kind = "gained"
)

// Cause is why something changed, as far as two runs tell: what differs between them and
// can have to do with it.
type Cause string

// The causes.
const (
	// Configuration means that values differ, or that nothing else does.
	Configuration Cause = "configuration"
	// Rules means that the rule took part in one run only, or has another METADATA or
	// severity, or that the rules are of another version.
	Rules Cause = "rules"
	// Collection means that a source was read in one run and not, or less, in the other.
	Collection Cause = "collection"
	// Waived means that the manifest's waiver differs.
	Waived Cause = "waiver"
)

// Verdict is what a run says of what a finding is about: those of a rule, and that the
// rule did not take part.
type Verdict string

// The verdicts.
const (
	Fail          = Verdict(finding.Fail)
	Pass          = Verdict(finding.Pass)
	Inconclusive  = Verdict(finding.Inconclusive)
	NotApplicable = Verdict(finding.NotApplicable)
	NotJudged     = Verdict("not_judged")
)

// Side is one of two runs.
type Side struct {
	Results *finding.Results
	// Snapshot is what was judged; nil where only the results are known.
	Snapshot *snapshot.Snapshot
	// Files says which files there were; nil where nobody can tell.
	Files finding.Files
}

// Diff is all that changed between two runs.
type Diff struct {
	Schema string `json:"schema"`
	// Of is what was compared: snapshots, judged by the same rules, or results.
	Of string `json:"of"`
	// OldVersion and NewVersion are the versions of pinelint that wrote them.
	OldVersion string `json:"old_version"`
	NewVersion string `json:"new_version"`
	// Findings are in the order of [finding.Sort].
	Findings []Change `json:"findings"`
	// Sources are those that were read differently, sorted by id.
	Sources []Source `json:"sources"`
	// Rules are those that differ, sorted by id. Snapshots are judged by one set of rules.
	Rules []Rule `json:"rules"`
	// Facts are the values that differ, by resource and pointer. Results do not hold any.
	Facts []Fact `json:"facts"`
}

// Change is a finding that is not the same in both runs.
type Change struct {
	// Kind is new, fixed, changed, dropped, lost or gained.
	Kind Kind `json:"kind"`
	// Causes are never empty. More than one means that any of them can be why.
	Causes      []Cause          `json:"causes"`
	Rule        string           `json:"rule"`
	Resource    finding.Resource `json:"resource"`
	Fingerprint string           `json:"fingerprint"`
	// Was and Is are the verdicts on what the finding is about.
	Was Verdict `json:"was"`
	Is  Verdict `json:"is"`
	// Old and New are the finding as each run has it; nil in a run that has none.
	Old *finding.Finding `json:"old,omitempty"`
	New *finding.Finding `json:"new,omitempty"`
}

// Source is a source that was not read alike.
type Source struct {
	ID string `json:"id"`
	// Was and Is are complete, partial, failed, skipped, or absent where the run did not
	// have the source.
	Was string `json:"was"`
	Is  string `json:"is"`
	// Kind is lost where less was read, gained where more was, else changed.
	Kind Kind `json:"kind"`
	// Reasons are what the run that read less says about it.
	Reasons []string `json:"reasons,omitempty"`
}

// Rule is a rule that is not the same in both runs.
type Rule struct {
	ID string `json:"id"`
	// Kind is new, dropped, changed, lost where it could not be evaluated any more, or
	// gained where it can be again.
	Kind Kind `json:"kind"`
	// Fields are the METADATA that changed, by the names that results have for them.
	Fields []string `json:"fields,omitempty"`
}

// Fact is a value of a resource that differs.
type Fact struct {
	// Kind is new, fixed (unset now), changed, lost or gained.
	Kind     Kind             `json:"kind"`
	Cause    Cause            `json:"cause"`
	Resource finding.Resource `json:"resource"`
	// Pointer is the place in the resource's values; empty for the resource itself. Where
	// elements of a list moved, it is the place in the newer run that has one.
	Pointer string `json:"pointer"`
	// Old and New are redacted, as all of a snapshot; nil where unset, unknown or unread.
	Old any `json:"old,omitempty"`
	New any `json:"new,omitempty"`
	// Reason is why it is lost, or why it was not known before it was gained.
	Reason string `json:"reason,omitempty"`
	// Location is where the newer run has it, or the older one what is gone; nil for no file.
	Location *finding.Location `json:"location,omitempty"`
}

// Compare compares two runs, of which the first is the older one.
func Compare(old, now Side) *Diff {
	old = renamed(old, now)
	c := &comparison{old: newRun(old), now: newRun(now)}
	c.out = Diff{
		Schema: Schema, Of: "results", OldVersion: old.Results.Version, NewVersion: now.Results.Version,
		Findings: []Change{}, Sources: []Source{}, Rules: []Rule{}, Facts: []Fact{},
	}
	c.sources()
	if old.Snapshot != nil && now.Snapshot != nil {
		c.out.Of = "snapshots"
		c.facts(old.Snapshot, now.Snapshot)
	} else {
		c.rules()
	}
	c.hidden()
	c.findings()
	return &c.out
}

// Empty says whether nothing changed.
func (d *Diff) Empty() bool {
	return len(d.Findings)+len(d.Sources)+len(d.Rules)+len(d.Facts) == 0
}

// Newly has the fingerprints of the fails that nobody waived and that did not fail before, were
// waived, or are more severe now.
func (d *Diff) Newly() map[string]bool {
	newly := map[string]bool{}
	for _, change := range d.Findings {
		if fails(change.New) && (!fails(change.Old) || change.New.Severity > change.Old.Severity) {
			newly[change.New.Fingerprint] = true
		}
	}
	return newly
}

func fails(found *finding.Finding) bool {
	return found != nil && found.Verdict == finding.Fail && found.Waiver == nil
}

// Failing counts the findings that fail a run at the threshold now and did not before.
func (d *Diff) Failing(threshold finding.Severity) int {
	counts := func(found *finding.Finding) bool { return fails(found) && found.Severity >= threshold }
	count := 0
	for _, change := range d.Findings {
		if counts(change.New) && !counts(change.Old) {
			count++
		}
	}
	return count
}

// Lost counts the sources, rules, facts and findings of which less can be told now.
func (d *Diff) Lost() int {
	count := 0
	for _, list := range [][]Kind{
		kinds(d.Findings, func(c Change) Kind { return c.Kind }), kinds(d.Sources, func(s Source) Kind { return s.Kind }),
		kinds(d.Rules, func(r Rule) Kind { return r.Kind }), kinds(d.Facts, func(f Fact) Kind { return f.Kind }),
	} {
		for _, kind := range list {
			if kind == Lost {
				count++
			}
		}
	}
	return count
}

func kinds[T any](of []T, kind func(T) Kind) []Kind {
	all := make([]Kind, len(of))
	for i, one := range of {
		all[i] = kind(one)
	}
	return all
}
