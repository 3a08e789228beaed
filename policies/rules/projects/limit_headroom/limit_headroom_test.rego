package policies.rules.projects.limit_headroom_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.limit_headroom as rule

_limits := {
	"projects_per_organization": {"plans": {"standard": 5}},
	"serverless_indexes_per_project": {"plans": {"standard": 5}},
	"private_endpoints_per_project": {"plans": {"standard": 5}},
	"backups_per_project": {"plans": {"standard": 5}},
	"users_per_organization": {"plans": {"standard": 5}},
	"namespaces_per_serverless_index": {"plans": {"standard": 5}},
}

test_fail_near if {
	denied := rule.deny with input as _project("standard", 4) with data.facts.limits as _limits
	sample.messages(denied) == {`project "search" has "4" of "5" backups in its plan: leave room for one more`}
	sample.places(denied) == {["search", "/usage/backup_count"]}
	{finding.severity | some finding in denied} == {"medium"}
}

test_fail_reached if {
	every backups in [5, 6] {
		denied := rule.deny with input as _project("standard", backups) with data.facts.limits as _limits
		sample.messages(denied) == {concat(" ", [
			$`project "search" has "{backups}" of "5" backups in its plan:`,
			"the next one is refused, so make room",
		])}
		{finding.severity | some finding in denied} == {"high"}
	}
}

test_success_room if {
	denied := rule.deny with input as _project("standard", 3) with data.facts.limits as _limits
	denied == set()
}

test_success_declared if {
	denied := rule.deny with input as _declared with data.facts.limits as _limits
	sample.messages(denied) == set()
	{finding.message | some finding in denied} == {
		`what "search" has beside what is declared is not known: only a live reading tells`,
	}
}

test_fail_declared if {
	denied := rule.deny with input as _declared with data.facts.limits.serverless_indexes_per_project.plans.standard as 2
	sample.messages(denied) == {
		`project "search" has "2" of "2" serverless indexes in its plan: the next one is refused, so make room`,
	}
}

_declared := {
	"resources": {"pinecone_project": [sample.linked(
		sample.whole("search", {}),
		{"organization": ["acme"], "indexes": ["a", "b"]},
	)]},
	"linked": {
		"acme": sample.whole("acme", {"plan": "standard"}),
		"a": sample.whole("a", {"deployment": "serverless"}),
		"b": sample.whole("b", {"deployment": "serverless"}),
	},
}

test_success_unknown_plan if {
	denied := rule.deny with input as _project("bespoke", 4) with data.facts.limits as _limits
	sample.messages(denied) == set()
	sample.undecided(denied) == {["search", "/plan"]}
}

test_success_unknown_plan_and_few if {
	denied := rule.deny with input as _project("bespoke", 3) with data.facts.limits as _limits
	denied == set()
}

_project(plan, backups) := {
	"resources": {"pinecone_project": [sample.linked(
		sample.shown(sample.whole("search", {"usage": {"backup_count": backups}})),
		{"organization": ["acme"]},
	)]},
	"linked": {"acme": sample.whole("acme", {"plan": plan})},
}

test_applies_where_something_is_counted if {
	rule.applies == {"search"} with input as _declared with data.facts.limits as _limits
	rule.applies == set() with input as {"resources": {"pinecone_project": [sample.whole("search", {})]}}
	rule.applies == {"search"} with input as _project("standard", 0) with data.facts.limits as _limits
}
