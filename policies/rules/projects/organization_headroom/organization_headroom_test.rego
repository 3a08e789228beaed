package policies.rules.projects.organization_headroom_test

import data.policies.rules.projects.organization_headroom as rule

_limits := {"projects_per_organization": {"plans": {"standard": 5}}}

test_fail_near if {
	denied := rule.deny with input as _snapshot("standard", 4) with data.facts.limits as _limits
	{finding.message | some finding in denied} == {
		`"acme" has "4" of "5" projects in plan "standard": leave room for one more`,
	}
}

test_fail_reached if {
	denied := rule.deny with input as _snapshot("standard", 5) with data.facts.limits as _limits
	{finding.message | some finding in denied} == {
		`"acme" has "5" of "5" projects in plan "standard": the next one is refused, so make room`,
	}
}

test_success_room if {
	denied := rule.deny with input as _snapshot("standard", 3) with data.facts.limits as _limits
	denied == set()
}

test_success_unknown_limit if {
	denied := rule.deny with input as _snapshot("bespoke", 5) with data.facts.limits as _limits
	{finding.pointer | some finding in denied; finding.undecided} == {"/plan"}
	count(denied) == 1
}

_snapshot(plan, projects) := {
	"resources": {"pinecone_organization": [{
		"id": "acme",
		"name": "acme",
		"values": {"plan": plan},
		"links": {"projects": [$"p{place}" | some place in numbers.range(1, projects)]},
	}]},
	"linked": {id: project |
		some place in numbers.range(1, projects)
		id := $"p{place}"
		project := {"id": id, "name": id, "values": {}}
	},
}
