package snapshot

import (
	"slices"
	"strings"
)

// Refusal is a permission that was missing while a source was read.
type Refusal struct {
	Permission string `json:"permission"`
	// Calls is how many calls told nothing for want of it.
	Calls int `json:"calls"`
	// Grant is what gives it: a statement of an IAM policy in one line, or a clause that
	// names a role.
	Grant string `json:"grant,omitempty"`
}

// Refuse counts a call that was refused. Refusals stay sorted by permission.
func (s *Source) Refuse(permission, grant string) {
	at, found := slices.BinarySearchFunc(s.Refusals, permission, func(one Refusal, permission string) int {
		return strings.Compare(one.Permission, permission)
	})
	if !found {
		s.Refusals = slices.Insert(s.Refusals, at, Refusal{Permission: permission, Grant: grant})
	}
	s.Refusals[at].Calls++
}
