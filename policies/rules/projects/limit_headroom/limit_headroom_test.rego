package policies.rules.projects.limit_headroom_test

import data.policies.rules.projects.limit_headroom as rule

_limits := {
	"serverless_indexes_per_project": {"plans": {"standard": 3}},
	"private_endpoints_per_project": {"plans": {"standard": 3}},
}

test_fail_indexes if {
	links := {"indexes": ["a", "b", "c", "pod"]}
	denied := rule.deny with input as _snapshot("standard", links) with data.facts.limits as _limits
	{finding.message | some finding in denied} == {
		`project "search" has "3" of "3" serverless indexes in its plan: the next one is refused, so make room`,
	}
}

test_fail_reached_is_high if {
	four := _snapshot("standard", {"endpoints": ["a", "b", "c", "pod"]})
	near := rule.deny with input as four with data.facts.limits.private_endpoints_per_project.plans.standard as 5
	{finding.severity | some finding in near} == {"medium"}
	reached := rule.deny with input as four with data.facts.limits.private_endpoints_per_project.plans.standard as 4
	{finding.severity | some finding in reached} == {"high"}
}

test_fail_endpoints if {
	links := {"private_endpoints": ["a", "b"], "endpoints": ["a", "b", "c"]}
	denied := rule.deny with input as _snapshot("standard", links) with data.facts.limits as _limits
	{finding.pointer | some finding in denied} == {"/private_endpoints"}
}

test_success_room if {
	links := {"indexes": ["a", "b", "pod"]}
	denied := rule.deny with input as _snapshot("standard", links) with data.facts.limits as _limits
	denied == set()
}

test_success_unknown_plan_is_undecided if {
	denied := rule.deny with input as _snapshot("", {"indexes": ["a", "b", "c"]}) with data.facts.limits as _limits
	{finding.undecided | some finding in denied} == {true}
}

test_success_unknown_plan_and_few if {
	denied := rule.deny with input as _snapshot("", {"indexes": ["a", "b"]}) with data.facts.limits as _limits
	denied == set()
}

_snapshot(plan, links) := {
	"resources": {"pinecone_project": [{
		"id": "search",
		"name": "search",
		"values": {"name": "search"},
		"links": object.union(links, {"organization": ["acme"]}),
	}]},
	"linked": {
		"acme": {"id": "acme", "name": "acme", "values": {key: value | some key, value in {"plan": plan}; value != ""}},
		"a": _linked("a", "serverless"),
		"b": _linked("b", "serverless"),
		"c": _linked("c", "serverless"),
		"pod": _linked("pod", "pod"),
	},
}

_linked(id, deployment) := {"id": id, "name": id, "values": {"deployment": deployment}}
