package policies.rules.cmek.role_shared_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.role_shared as rule

test_fail_service if {
	service := sample.other("service", "allowed", {"principal": "ec2.amazonaws.com"})
	denied := rule.deny with input as _trust([service])
	sample.messages(denied) == {
		`the trust policy of "role" also admits ec2.amazonaws.com: have a role that only Pinecone can assume`,
	}
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0/Principal"]}
}

test_fail_by_some_request if {
	every kind in ["federated", "own_account"] {
		answer := sample.other(kind, "unknown", object.union(sample.open, {"conditional": true}))
		denied := rule.deny with input as _trust([answer])
		sample.undecided(denied) == set()
		sample.places(denied) == {["role", "/assume_role_policy/Statement/0/Principal"]}
	}
}

test_fail_own_by_a_statement_for_everyone if {
	own := sample.other("own_account", "allowed", {"wildcard": true})
	sample.places(rule.deny) == {["role", "/assume_role_policy/Statement/0/Principal"]} with input as _trust([own])
}

test_success_service_by_a_statement_for_everyone if {
	denied := rule.deny with input as _trust([sample.other("service", "allowed", {"wildcard": true})])
	denied == set()
}

test_success_other_accounts_are_another_rule if {
	denied := rule.deny with input as _trust([sample.other("named", "allowed", {})])
	denied == set()
}

test_success_unknown if {
	denied := rule.deny with input as _trust([sample.other("service", "unknown", sample.open)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
}

test_success_unknown_policy if {
	answer := sample.pinecone("unknown", "none", {"depends_on": [sample.trusted("", "var.policy")]})
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [answer]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_trust(answers) := sample.one_role(sample.role({"assume": answers}))
