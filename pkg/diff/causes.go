package diff

import (
	"reflect"
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
)

// causes are what can be why a finding changed.
func (c *comparison) causes(of Change, fell, rose bool) []Cause {
	ruled := c.ruled(of)
	// Rules of another version may judge otherwise: nobody sees which of both it was.
	perhaps := c.otherVersion() && (of.Old == nil || of.New == nil)
	var all []Cause
	for _, possible := range []struct {
		cause Cause
		holds bool
	}{
		{Configuration, c.configured(of) || (perhaps && !ruled)},
		{Rules, ruled || perhaps || (c.otherVersion() && reworded(of))},
		{Collection, (fell && of.Kind == Lost) || (rose && (of.Kind == New || of.Kind == Gained))},
		{Waived, rewaived(of)},
	} {
		if possible.holds {
			all = append(all, possible.cause)
		}
	}
	if len(all) == 0 {
		all = append(all, Configuration)
	}
	return all
}

func rewaived(of Change) bool {
	return of.Was == Fail && of.Is == Fail && !reflect.DeepEqual(of.Old.Waiver, of.New.Waiver)
}

// otherVersion says whether pinelint's rules may differ. Snapshots are judged by the same.
func (c *comparison) otherVersion() bool {
	return c.out.Of == "results" && c.out.OldVersion != c.out.NewVersion
}

// configured says whether a value is known to differ.
func (c *comparison) configured(of Change) bool {
	if c.moved[of.Resource.ID] {
		return true
	}
	return of.Old != nil && of.New != nil && of.Was == of.Is && !sameEvidence(of.Old, of.New)
}

// ruled says whether the rule is known to differ.
func (c *comparison) ruled(of Change) bool {
	return of.Was == NotJudged || of.Is == NotJudged || c.old.errors[of.Rule] != c.now.errors[of.Rule] ||
		len(changedFields(c.old.rules[of.Rule], c.now.rules[of.Rule])) > 0
}

// reworded says whether a finding in both runs says something else of the same values.
func reworded(of Change) bool {
	return of.Old != nil && of.New != nil && of.Old.Message != of.New.Message && sameEvidence(of.Old, of.New)
}

// rules compares which rules took part, and as what.
func (c *comparison) rules() {
	for _, id := range keysOf(c.old.rules, c.now.rules) {
		old, before := c.old.rules[id]
		now, after := c.now.rules[id]
		made := Rule{ID: id, Kind: Changed}
		switch failed, failing := c.old.errors[id], c.now.errors[id]; {
		case !before:
			made.Kind = New
		case !after:
			made.Kind = Dropped
		case failing && !failed:
			made.Kind = Lost
		case failed && !failing:
			made.Kind = Gained
		default:
			if made.Fields = changedFields(old, now); len(made.Fields) == 0 {
				continue
			}
		}
		c.out.Rules = append(c.out.Rules, made)
	}
}

// changedFields are the fields of METADATA that judge and that differ; prose does not.
func changedFields(a, b finding.Rule) []string {
	var fields []string
	for _, field := range []struct {
		name string
		same bool
	}{
		{"severity", a.Severity == b.Severity},
		{"kind", a.Kind == b.Kind},
		{"resources", slices.Equal(a.Resources, b.Resources)},
		{"needs", slices.Equal(a.Needs, b.Needs)},
		{"applies", a.Applies == b.Applies},
		{"applies_needs", slices.Equal(a.AppliesNeeds, b.AppliesNeeds)},
		{"needs_all", slices.Equal(a.NeedsAll, b.NeedsAll)},
		{"environments", a.Environments == b.Environments},
		{"custom", a.Custom == b.Custom},
	} {
		if !field.same {
			fields = append(fields, field.name)
		}
	}
	return fields
}
