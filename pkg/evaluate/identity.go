package evaluate

import (
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// identify gives a finding its fingerprint, and those that it had by other ids of its rule and
// of its resource.
func identify(found *finding.Finding, rule finding.Rule, resource *snapshot.Resource, pointer string) {
	found.Fingerprint, found.Former = finding.Fingerprint(rule.ID, resource.ID, pointer), nil
	for _, id := range append([]string{resource.ID}, resource.Formerly...) {
		for _, name := range append([]string{rule.ID}, rule.Aliases...) {
			if name != rule.ID || id != resource.ID {
				found.Former = append(found.Former, finding.Fingerprint(name, id, pointer))
			}
		}
	}
}

// tellApart gives findings on one value of one resource fingerprints of their own, in the
// order of their messages.
func tellApart(fails []finding.Finding) {
	seen := map[string]int{}
	for i := range fails {
		shared := fails[i].Fingerprint
		if seen[shared]++; seen[shared] == 1 {
			continue
		}
		fails[i].Fingerprint = finding.Again(shared, seen[shared])
		for at, former := range fails[i].Former {
			fails[i].Former[at] = finding.Again(former, seen[shared])
		}
	}
}
