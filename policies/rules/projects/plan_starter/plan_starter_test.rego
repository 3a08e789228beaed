package policies.rules.projects.plan_starter_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.plan_starter as rule

test_fail_limited if {
	denied := rule.deny with input as _snapshot({"plan": "starter"}, "production")
	sample.messages(denied) == {concat(" ", [
		`plan "starter" of "acme" stops at "1000000" read units a month and serves "search":`,
		`move to plan "standard"`,
	])}
	sample.places(denied) == {["acme", "/plan"]}
}

test_fail_undeclared_project if {
	denied := rule.deny with input as _snapshot({"plan": "builder"}, "")
	sample.places(denied) == {["acme", "/plan"]}
}

test_success_unlimited if {
	every plan in ["standard", "enterprise", "dedicated"] {
		denied := rule.deny with input as _snapshot({"plan": plan}, "production")
		denied == set()
	}
}

test_success_no_production if {
	rule.deny == set() with input as _snapshot({"plan": "starter"}, "development")
	rule.applies == set() with input as _snapshot({"plan": "starter"}, "development")
}

test_success_unknown_plan if {
	rule.deny == set() with input as _snapshot({}, "production")
	rule.applies == {"acme"} with input as _snapshot({}, "production")
}

test_success_unknown_name_of_a_plan if {
	denied := rule.deny with input as _snapshot({"plan": "bespoke"}, "production")
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/plan"]}
}

_snapshot(values, environment) := {
	"resources": {"pinecone_organization": [sample.linked(sample.partial("acme", values), {"projects": ["search"]})]},
	"linked": {"search": object.union(sample.whole("search", {}), {"environment": environment})},
}
