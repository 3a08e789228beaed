package diff

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
)

// renamed is the older run with the ids that its rules have in the newer one, so that a rule
// that got another name is the same rule.
func renamed(old, now *finding.Results) *finding.Results {
	ids := map[string]string{}
	for _, rule := range now.Rules {
		for _, alias := range rule.Aliases {
			ids[alias] = rule.ID
		}
	}
	if !slices.ContainsFunc(old.Tallies, func(tally finding.Tally) bool { return ids[tally.Rule] != "" }) {
		return old
	}
	prints := map[string]string{}
	for _, found := range now.Findings {
		for _, former := range found.Former {
			prints[former] = found.Fingerprint
		}
	}
	rename := func(text *string, names map[string]string) {
		if name, ok := names[*text]; ok {
			*text = name
		}
	}
	again := *old
	again.Rules, again.Tallies = slices.Clone(old.Rules), slices.Clone(old.Tallies)
	again.Findings = slices.Clone(old.Findings)
	for i := range again.Rules {
		rename(&again.Rules[i].ID, ids)
	}
	for i := range again.Tallies {
		rename(&again.Tallies[i].Rule, ids)
	}
	for i := range again.Findings {
		rename(&again.Findings[i].Rule, ids)
		rename(&again.Findings[i].Fingerprint, prints)
	}
	return &again
}
