package policies.rules.cmek.trust_admits_others_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.trust_admits_others as rule

test_fail_each_kind if {
	every kind in ["stranger_role", "named", "account_root", "other_role", "other_path", "organization"] {
		denied := rule.deny with input as _trust([sample.other(kind, "allowed", {})])
		sample.places(denied) == {["role", "/assume_role_policy/Statement/0/Principal"]}
	}
}

test_fail_says_who if {
	root := sample.other("named", "allowed", {"principal": "arn:aws:iam::444455556666:root"})
	denied := rule.deny with input as _trust([root])
	sample.messages(denied) == {concat("", [
		`the trust policy of "role" admits others: every identity of account 444455556666 can assume it `,
		"without an external id; name Pinecone's CMEK roles alone",
	])}
}

test_success_others_are_other_rules if {
	every kind in ["service", "federated", "own_account", "other_account"] {
		denied := rule.deny with input as _trust([sample.other(kind, "allowed", {})])
		denied == set()
	}
	wild := rule.deny with input as _trust([sample.other("stranger_role", "allowed", {"wildcard": true})])
	wild == set()
}

test_success_unknown if {
	denied := rule.deny with input as _trust([sample.other("named", "unknown", sample.open)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
}

_trust(answers) := sample.one_role(sample.role({"assume": answers}))
