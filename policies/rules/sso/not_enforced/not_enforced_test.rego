package policies.rules.sso.not_enforced_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.not_enforced as rule

test_fail_optional if {
	denied := rule.deny with input as _organization({"enabled": true, "enforced": false})
	sample.places(denied) == {["acme", "/sso/enforced"]}
	sample.messages(denied) == {`members of "acme" may sign in without single sign-on: enforce it for all users`}
}

test_success_enforced if {
	case := _organization({"enabled": true, "enforced": true})
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_none if {
	case := _organization({"enabled": false, "enforced": false})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_enforced if {
	case := _organization({"enabled": true})
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

_organization(sso) := {"resources": {"pinecone_organization": [sample.partial("acme", {"sso": sso})]}}
