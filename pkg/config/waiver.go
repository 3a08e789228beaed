package config

import (
	"slices"
	"strings"
	"time"

	"github.com/pinelint/pinelint/pkg/finding"
)

// Waiver excuses the findings of a rule on a resource until a day.
type Waiver struct {
	// The rule's id, or a glob such as cmek/*.
	Rule string `yaml:"rule" jsonschema:"required,minLength=1"`
	// The resource's id, name or Terraform address, or a glob of them, in which * also stands for slashes.
	Resource string `yaml:"resource" jsonschema:"required,minLength=1"`
	// Why the finding is acceptable.
	Reason string `yaml:"reason" jsonschema:"required,minLength=1"`
	// Who answers for it.
	Owner string `yaml:"owner" jsonschema:"required,minLength=1"`
	// The ticket that tracks it.
	Ticket string `yaml:"ticket" jsonschema:"minLength=1"`
	// The last day on which the waiver holds.
	Expires Date `yaml:"expires" jsonschema:"required"`
	// Pointer is the waiver's place in the manifest; see [File.Span].
	Pointer string `yaml:"-"`
}

// complete says whether all that a waiver must have was given and could be read.
func (w Waiver) complete() bool {
	return w.Rule != "" && w.Resource != "" && w.Reason != "" && w.Owner != "" && w.Expires != ""
}

// Apply sets the Waiver of every fail that a waiver covers and that has none yet; the
// first in the manifest's order wins. An inconclusive is not waived: nobody knows what it
// would excuse. It returns the waivers that cover nothing and those that are over, which
// cover nothing any more.
func Apply(waivers []Waiver, results *finding.Results, now time.Time) (unused, expired []Waiver) {
	for _, waiver := range waivers {
		switch {
		case waiver.Expires.Over(now):
			expired = append(expired, waiver)
		case !waiver.apply(results):
			unused = append(unused, waiver)
		}
	}
	return unused, expired
}

func (w Waiver) apply(results *finding.Results) (used bool) {
	rules := map[string]bool{}
	for _, rule := range results.Rules {
		rules[rule.ID] = matchesRule(w.Rule, rule)
	}
	for i := range results.Findings {
		found := &results.Findings[i]
		if found.Verdict != finding.Fail || !rules[found.Rule] || !w.covers(found) {
			continue
		}
		used = true
		if found.Waiver == nil {
			found.Waiver = &finding.Waiver{
				Reason: w.Reason, Owner: w.Owner, Ticket: w.Ticket, Expires: string(w.Expires),
			}
		}
	}
	return used
}

// covers matches the resource by all names that a report shows it by.
func (w Waiver) covers(found *finding.Finding) bool {
	if matchesName(w.Resource, found.Resource.ID) || matchesName(w.Resource, found.Resource.Name) {
		return true
	}
	return slices.ContainsFunc(found.Evidence, func(evidence finding.Evidence) bool {
		return matchesName(w.Resource, evidence.Address)
	})
}

// matchesName is [matches] with a * that also stands for slashes: an ARN is no path.
func matchesName(glob, name string) bool {
	flat := strings.NewReplacer("/", "\x00")
	return glob == name || matches(flat.Replace(glob), flat.Replace(name))
}
