package finding

import (
	"cmp"
	"slices"
	"strings"
)

// Refusal is a permission that was missing while a service was read.
type Refusal struct {
	Permission string `json:"permission"`
	// Calls is how many calls told nothing for want of it.
	Calls int `json:"calls"`
	// Facts is how many facts of the resources that were found are unread for want of it. A
	// list that was refused hides resources, which nobody can count.
	Facts int `json:"facts,omitempty"`
	// Grant is what gives it: a statement of an IAM policy in one line, or a clause that
	// names a role.
	Grant string `json:"grant,omitempty"`
}

// Coverage is how far a run saw into services.
type Coverage struct {
	// Calls were made, of which Refused were refused.
	Calls, Refused int
	// Facts are unread for want of permissions.
	Facts int
	// Refusals are those of all sources, one for each permission, sorted by it.
	Refusals []Refusal
}

// Coverage adds up what the sources say of it.
func (r *Results) Coverage() Coverage {
	var all Coverage
	for _, source := range r.Sources {
		all.Calls += source.Counts["calls"]
		all.Refused += source.Counts["refused"]
		for _, refusal := range source.Refusals {
			all.Facts += refusal.Facts
			all.add(refusal)
		}
	}
	slices.SortFunc(all.Refusals, func(a, b Refusal) int {
		return cmp.Or(strings.Compare(a.Permission, b.Permission), strings.Compare(a.Grant, b.Grant))
	})
	return all
}

func (c *Coverage) add(refusal Refusal) {
	for i, known := range c.Refusals {
		if known.Permission == refusal.Permission && known.Grant == refusal.Grant {
			c.Refusals[i].Calls += refusal.Calls
			c.Refusals[i].Facts += refusal.Facts
			return
		}
	}
	c.Refusals = append(c.Refusals, refusal)
}
