package policies.rules.cmek.trust_wildcard_unbounded_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.trust_wildcard_unbounded as rule

test_fail_stranger if {
	denied := rule.deny with input as _trust([sample.other("stranger_role", "allowed", {"wildcard": true})])
	sample.messages(denied) == {concat("", [
		`the trust policy of "role" is open: arn:aws:iam::666666666666:role/stranger can assume it without an external id: `,
		"says so; bound aws:PrincipalArn to Pinecone's account and the name of its roles",
	])}
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0/Principal"]}
}

test_fail_who_knows_the_external_id if {
	answer := sample.other("other_account", "allowed", {"wildcard": true, "external_id": "own"})
	some message in sample.messages(rule.deny) with input as _trust([answer])
	contains(message, "can assume it with the policy's own external id")
}

test_success_named_principals_are_another_rule if {
	denied := rule.deny with input as _trust([sample.other("named", "allowed", {})])
	denied == set()
}

test_success_own_accounts_are_another_rule if {
	every effect in ["allowed", "unknown"] {
		own := sample.other("own_account", effect, object.union(sample.open, {"wildcard": true}))
		denied := rule.deny with input as _trust([own])
		denied == set()
	}
}

test_success_pinecone if {
	denied := rule.deny with input as _trust([sample.pinecone("allowed", "own", {"wildcard": true})])
	denied == set()
}

test_success_unknown if {
	answer := sample.other("stranger_role", "unknown", object.union(sample.open, {"wildcard": true}))
	denied := rule.deny with input as _trust([answer])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
}

test_success_unknown_principal if {
	denied := rule.deny with input as sample.one_role(sample.role({"trust": [sample.unnamed]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", sample.unnamed.principals[0].pointer]}
}

test_success_unknown_exception if {
	denied := rule.deny with input as sample.one_role(sample.role({"trust": [sample.hiding("NotPrincipal")]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/NotPrincipal"]}
}

test_success_unknown_policy if {
	answer := sample.pinecone("unknown", "none", {"depends_on": [sample.trusted("", "var.policy")]})
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [answer]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_trust(answers) := sample.one_role(sample.role({"assume": answers}))
