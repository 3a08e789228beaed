package assemble

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Marks are, by type, the attributes that decide whether a resource of another platform
// is kept for its own sake or for what names it, and not for one that is kept. Types that
// are not among them are always kept.
func (a *Assembler) Marks(types snapshot.Types) map[string][]string {
	marks := map[string][]string{}
	identifiers := identifiers()
	for kind := range types {
		if !ours(kind) {
			marks[kind] = append([]string{"arn", "id", "key_id"}, identifiers[kind]...)
		}
	}
	marks["aws_iam_role"] = append(marks["aws_iam_role"], "assume_role_policy")
	marks["aws_vpc_endpoint"] = append(marks["aws_vpc_endpoint"], "service_name", "dns_entry")
	for _, kind := range []string{"aws_route53_record", "aws_route53_zone"} {
		marks[kind] = append(marks[kind], "name")
	}
	return marks
}

// Keeps says whether [Assembler.Observe] would keep any resource of another platform that
// is in the unit. Of those, the attributes in [Assembler.Marks] and the addresses are
// enough: without one that is kept for these, none is kept for being joined to it.
func (a *Assembler) Keeps(unit []*snapshot.Observation) bool {
	a.mu.Lock()
	named := a.wanted
	a.mu.Unlock()
	named = named.with(unit)
	for _, observation := range unit {
		unify(observation)
		if !ours(observation.Type) && (a.recognised(observation) || mentioned(observation, named)) {
			return true
		}
	}
	return joined(unit)
}

// joined says whether something of Pinecone's refers to a resource of another platform.
func joined(unit []*snapshot.Observation) bool {
	var found *graph
	for _, by := range joins() {
		if !ours(by.from) || ours(by.to) {
			continue
		}
		for _, observation := range unit {
			if observation.Type != by.from || !has(observation, by.pointer) {
				continue
			}
			if found == nil {
				found = newGraph(unit)
			}
			if len(found.targets(observation, by)) > 0 {
				return true
			}
		}
	}
	return false
}

// has says whether an observation has a value or a reference at a pointer or below it.
func has(observation *snapshot.Observation, pointer string) bool {
	if observation.Values[strings.TrimPrefix(pointer, "/")] != nil {
		return true
	}
	for at := range observation.References {
		if snapshot.Within(at, pointer) {
			return true
		}
	}
	return false
}
