package assemble

import "github.com/pinelint/pinelint/pkg/snapshot"

// Marks are, by type, the attributes that decide whether a resource of another platform
// is kept for its own sake or for what names it, and not for one that is kept. Types that
// are not among them are always kept.
func (a *Assembler) Marks(types snapshot.Types) map[string][]string {
	marks := map[string][]string{}
	for kind := range types {
		if !ours(kind) {
			marks[kind] = append([]string{"arn", "id", "key_id"}, identifiers[kind]...)
			if of, ok := wholeOf(kind); ok {
				marks[kind] = append(marks[kind], snapshot.First(of.pointer))
			}
		}
	}
	marks["aws_iam_role"] = append(marks["aws_iam_role"], "assume_role_policy")
	marks["aws_vpc_endpoint"] = append(marks["aws_vpc_endpoint"], "service_name", "dns_entry")
	marks["aws_bedrockagent_knowledge_base"] = append(marks["aws_bedrockagent_knowledge_base"], "storage_configuration")
	marks["datadog_monitor"] = append(marks["datadog_monitor"], "query", "name", "message")
	for _, kind := range []string{"aws_route53_record", "aws_route53_zone"} {
		marks[kind] = append(marks[kind], "name")
	}
	return marks
}

// Keeps says whether [Assembler.Observe] may keep a resource of another platform that is
// in the unit. Of those, the attributes in [Assembler.Marks] and the addresses are enough:
// without one that is kept for these, none is kept for being joined to it.
func (a *Assembler) Keeps(unit []*snapshot.Observation) bool {
	named := a.names().with(unit)
	var used []*snapshot.Observation
	for _, observation := range unit {
		unify(observation)
		switch {
		case ours(observation.Type):
			used = append(used, observation)
		case a.recognised(observation) || mentioned(observation, named) || partOfNamed(observation, named),
			isAnyAdrift(observation):
			return true
		}
	}
	return reaches(used)
}
