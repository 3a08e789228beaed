package policies.rules.sso.disabled_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.disabled as rule

test_fail_off if {
	denied := rule.deny with input as _organization("standard", {"enabled": false}, "production")
	sample.places(denied) == {["acme", "/sso/enabled"]}
	sample.messages(denied) == {`members of "acme" sign in without single sign-on: set it up`}
}

test_fail_plan_without if {
	denied := rule.deny with input as _organization("builder", {"enabled": false}, "")
	sample.messages(denied) == {`members of "acme" sign in without single sign-on: set it up, which needs plan "standard"`}
}

test_success_on if {
	case := _organization("standard", {"enabled": true}, "production")
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_no_production if {
	case := _organization("standard", {"enabled": false}, "development")
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_sso if {
	case := _organization("standard", {}, "production")
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

_organization(plan, sso, environment) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", {"plan": plan, "sso": sso}),
		{"projects": ["search"]},
	)]},
	"linked": {"search": object.union(sample.partial("search", {}), {"environment": environment})},
}
