package evaluate

import (
	"strconv"

	"github.com/pinelint/pinelint/pkg/finding"
)

// identify gives a finding its fingerprint, and those that it had by other ids of its rule.
func identify(found *finding.Finding, rule finding.Rule, pointer string) {
	found.Fingerprint, found.Former = finding.Fingerprint(rule.ID, found.Resource.ID, pointer), nil
	for _, alias := range rule.Aliases {
		found.Former = append(found.Former, finding.Fingerprint(alias, found.Resource.ID, pointer))
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
		count := strconv.Itoa(seen[shared])
		fails[i].Fingerprint = finding.Fingerprint(shared, count, "")
		for at, former := range fails[i].Former {
			fails[i].Former[at] = finding.Fingerprint(former, count, "")
		}
	}
}
