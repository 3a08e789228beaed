package policies.rules.delivery.support_tier_test

import data.policies.lib.sample_test as sample
import data.policies.rules.delivery.support_tier as rule

test_fail_plan if {
	denied := rule.deny with input as _organization({"plan": "standard", "support": {"sla": "99.9"}}, "production")
	sample.places(denied) == {["acme", "/support/sla"]}
	sample.messages(denied) == {concat(" ", [
		`"acme" needs "99.9" percent, which plan "standard" does not promise:`,
		`use plan "dedicated", "enterprise", or promise less`,
	])}
}

test_fail_no_plan if {
	denied := rule.deny with input as _organization({"plan": "enterprise", "support": {"sla": "99.99"}}, "")
	sample.messages(denied) == {concat(" ", [
		`"acme" needs "99.99" percent, which plan "enterprise" does not promise:`,
		`no plan promises more than "99.95"`,
	])}
}

test_fail_tier if {
	values := {"plan": "enterprise", "support_tier": "Free", "support": {"sla": "99.95"}}
	denied := rule.deny with input as _organization(values, "production")
	sample.messages(denied) == {
		`"acme" has support tier "Free", which answers no tickets: use one of "Developer", "Enterprise", "Pro"`,
	}
}

test_success_promised if {
	case := _organization({"plan": "enterprise", "support_tier": "Pro", "support": {"sla": "99.95"}}, "production")
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_no_production if {
	case := _organization({"plan": "standard", "support": {"sla": "99.95"}}, "test")
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_plan if {
	rule.deny == set() with input as _organization({"support": {"sla": "99.95"}}, "production")
	rule.deny == set() with input as _organization({"plan": "standard"}, "production")
}

_organization(values, environment) := {
	"resources": {"pinecone_organization": [sample.linked(sample.partial("acme", values), {"projects": ["search"]})]},
	"linked": {"search": object.union(sample.partial("search", {}), {"environment": environment})},
}
