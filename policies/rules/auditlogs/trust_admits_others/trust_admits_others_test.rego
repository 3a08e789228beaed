package policies.rules.auditlogs.trust_admits_others_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.trust_admits_others as rule

test_fail_named if {
	other := sample.other("named", "allowed", {"principal": "arn:aws:iam::555566667777:root"})
	denied := rule.deny with input as _trust([sample.integration("allowed", {}), other])
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0/Principal"]}
	sample.messages(denied) == {concat(" ", [
		`the trust policy of "role" admits others: every identity of account 555566667777 can assume it:`,
		"says so; admit account 713131977538 alone",
	])}
}

test_fail_policy_in_a_file if {
	role := sample.audit_role({"assume": [sample.other("stranger_role", "allowed", {"wildcard": true})]})
	file := object.union(object.remove(role, ["values"]), {"name": "iam/logs.json", "values": {"document": {}}})
	denied := rule.deny with input as {"resources": {"policy_document": [file]}}
	some message in sample.messages(denied)
	startswith(message, `the trust policy in "iam/logs.json" admits others: arn:aws:iam::666666666666:role/stranger`)
}

test_fail_everyone if {
	denied := rule.deny with input as _trust([sample.other("stranger_role", "allowed", {"wildcard": true})])
	some message in sample.messages(denied)
	contains(message, "arn:aws:iam::666666666666:role/stranger can assume it")
}

test_success_pinecone_alone if {
	case := _trust([sample.integration("allowed", {})])
	rule.deny == set() with input as case
	rule.applies == {"role"} with input as case
}

test_success_not_judged if {
	every kind in ["service", "federated", "own_account"] {
		rule.deny == set() with input as _trust([sample.other(kind, "allowed", {})])
	}
}

test_success_unknown if {
	denied := rule.deny with input as _trust([sample.other("stranger_role", "unknown", sample.open)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
}

test_success_unread if {
	denied := rule.deny with input as sample.one_role(json.remove(sample.audit_role({}), ["/access/trust"]))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_trust(answers) := sample.one_role(sample.audit_role({"assume": answers}))
