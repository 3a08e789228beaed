package diff

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
)

// comparison compares two runs step by step.
type comparison struct {
	old, now *run
	out      Diff
	// fell and rose are how sources were read less, and more.
	fell, rose reading
	// moved are the resources of which some value differs.
	moved map[string]bool
}

// hidden notes which facts of a resource one run tells and the other does not.
func (c *comparison) hidden() {
	note := func(run *run, id, pointer string) { run.hidden[id] = append(run.hidden[id], pointer) }
	for _, fact := range c.out.Facts {
		switch {
		case fact.Pointer == "":
		case fact.Kind == Lost:
			note(c.now, fact.Resource.ID, fact.Pointer)
		case fact.Kind == Gained:
			note(c.old, fact.Resource.ID, fact.Pointer)
		}
	}
	for _, pair := range [][2]*run{{c.old, c.now}, {c.now, c.old}} {
		for id, pointers := range pair[0].missing {
			for _, pointer := range pointers {
				if !slices.Contains(pair[1].missing[id], pointer) {
					note(pair[0], id, pointer)
				}
			}
		}
	}
}

func (c *comparison) findings() {
	all := maps.Clone(c.old.subjects)
	maps.Copy(all, c.now.subjects)
	for s := range all {
		old, now := c.old.subject(s), c.now.subject(s)
		prints := maps.Clone(old.fails)
		maps.Copy(prints, now.fails)
		for one := range prints {
			c.change(s, old.fails[one], now.fails[one])
		}
		// Fails of either run already say what became of an inconclusive verdict.
		if len(prints) == 0 && (old.open != nil || now.open != nil) {
			c.change(s, old.open, now.open)
		}
	}
	slices.SortFunc(c.out.Findings, func(a, b Change) int {
		return cmp.Or(finding.Compare(a.shown(), b.shown()), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
}

// shown is the finding as the newer run that has it knows it.
func (c *Change) shown() *finding.Finding {
	if c.New != nil {
		return c.New
	}
	return c.Old
}

// change adds what became of a finding, if anything did. One of both is there.
func (c *comparison) change(s subject, old, now *finding.Finding) {
	if old != nil && now != nil && alike(old, now) {
		return
	}
	made := Change{Rule: s.rule, Old: old, New: now}
	shown := made.shown()
	made.Resource, made.Fingerprint = shown.Resource, shown.Fingerprint
	made.Was = c.old.verdict(s, shown.Fingerprint, shown.Pointer)
	made.Is = c.now.verdict(s, shown.Fingerprint, shown.Pointer)
	fell := c.fell.concerns(c.old.seen[s.resource])
	rose := c.rose.concerns(c.now.seen[s.resource])
	made.Kind = kindOf(made, fell, rose)
	made.Causes = c.causes(made, fell, rose)
	c.out.Findings = append(c.out.Findings, made)
}

// alike says whether a finding stayed as it was. Lines and sources may have moved.
func alike(a, b *finding.Finding) bool {
	return a.Severity == b.Severity && a.Message == b.Message && reflect.DeepEqual(a.Waiver, b.Waiver) &&
		sameEvidence(a, b) && slices.Equal(lacks(a), lacks(b))
}

func sameEvidence(a, b *finding.Finding) bool { return reflect.DeepEqual(values(a), values(b)) }

func values(found *finding.Finding) map[string][]any {
	seen := map[string][]any{}
	for _, evidence := range found.Evidence {
		seen[evidence.Pointer] = append(seen[evidence.Pointer], evidence.Value)
	}
	return seen
}

// lacks are the facts that a finding lacks, each once and sorted.
func lacks(found *finding.Finding) []string {
	var pointers []string
	for _, missing := range found.Missing {
		pointers = append(pointers, missing.Pointer)
	}
	slices.Sort(pointers)
	return slices.Compact(pointers)
}

// kindOf is decided by both verdicts. Where one run has no subject at all, it also counts
// whether it read less: a finding that nobody looked for is not fixed.
func kindOf(c Change, fell, rose bool) Kind {
	switch {
	case c.Is == Fail && c.Was == Fail:
		return Changed
	case c.Is == Fail:
		return New
	case c.Is == NotJudged:
		return Dropped
	case c.Is == Inconclusive:
		return opened(c, fell)
	case c.Was == Inconclusive && (c.Is == Pass || rose):
		return Gained
	case c.Is == NotApplicable && fell:
		return Lost
	case c.Was == Inconclusive:
		return Gained
	default:
		return Fixed
	}
}

// opened is the kind of what is inconclusive now.
func opened(c Change, fell bool) Kind {
	switch {
	case c.Was == Inconclusive:
		return doubt(c)
	case c.Was == Fail, c.Was == Pass, c.Was == NotApplicable && fell:
		return Lost
	default:
		return New
	}
}

// doubt compares what two inconclusive verdicts lack. A rule that could not be evaluated
// has no finding, and lacks all.
func doubt(c Change) Kind {
	switch {
	case c.New == nil:
		return Lost
	case c.Old == nil:
		return Gained
	}
	old, now := lacks(c.Old), lacks(c.New)
	without := func(list, other []string) bool {
		return slices.ContainsFunc(list, func(one string) bool { return !slices.Contains(other, one) })
	}
	switch {
	case without(now, old):
		return Lost
	case without(old, now):
		return Gained
	default:
		return Changed
	}
}
