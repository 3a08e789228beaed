package policies.rules.cmek.key_policy_public_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.key_policy_public as rule

test_fail_everyone if {
	denied := rule.deny with input as _case([
		_stranger("kms:Decrypt", "allowed", {}),
		_stranger("kms:Encrypt", "allowed", {}),
	])
	sample.messages(denied) == {concat(" ", [
		"anyone, such as arn:aws:iam::666666666666:role/stranger,",
		`can kms:Decrypt and kms:Encrypt key "key", as the policy names it: let in none but your own accounts`,
	])}
	sample.places(denied) == {["key", "/policy/Statement/0/Principal"]}
}

test_fail_another_account if {
	denied := rule.deny with input as _case([sample.reaches(
		"named", "arn:aws:iam::555566667777:root", "kms:CreateGrant",
		"allowed", {},
	)])
	sample.messages(denied) == {concat(" ", [
		`arn:aws:iam::555566667777:root can kms:CreateGrant key "key",`,
		"as the policy names it: let in none but your own accounts",
	])}
}

test_fail_grant if {
	more := {"place": {"resource": "grant", "pointer": "/grantee_principal", "clause": "a grant lets it"}}
	denied := rule.deny with input as _case([sample.reaches(
		"named", "arn:aws:iam::555566667777:role/etl", "kms:Decrypt",
		"allowed", more,
	)])
	sample.messages(denied) == {concat(" ", [
		`arn:aws:iam::555566667777:role/etl can kms:Decrypt key "key",`,
		"as a grant lets it: let in none but your own accounts",
	])}
	{finding.place | some finding in denied} == {{"resource": "grant", "pointer": "/grantee_principal"}}
}

test_success_nobody_else if {
	rule.deny == set() with input as _case([])
	rule.applies == {"key"} with input as _case([])
}

test_success_service if {
	answer := sample.reaches("service", "logs.amazonaws.com", "kms:Decrypt", "allowed", {})
	rule.deny == set() with input as _case([answer])
}

test_fail_policy_in_a_file if {
	file := object.union(sample.customer_key({"others": [_stranger("kms:Decrypt", "allowed", {})]}), {
		"purposes": ["cmek_key"], "name": "iam/key.json", "values": {"document": {}},
	})
	case := {"resources": {"policy_document": [file]}}
	sample.messages(rule.deny) == {concat(" ", [
		"anyone, such as arn:aws:iam::666666666666:role/stranger,",
		`can kms:Decrypt the key of the policy in "iam/key.json", as the policy names it:`,
		"let in none but your own accounts",
	])} with input as case
	rule.applies == {"key"} with input as case
}

test_success_trust_policy_in_a_file if {
	file := object.union(sample.customer_key({}), {"purposes": ["cmek"], "values": {"document": {}}})
	rule.applies == set() with input as {"resources": {"policy_document": [file]}}
}

test_success_unknown_condition if {
	more := {"depends_on": [sample.keys("/Statement/0/Condition", "var.x")]}
	denied := rule.deny with input as _case([_stranger("kms:Decrypt", "unknown", more)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["key", "/policy/Statement/0/Condition"]}
}

_stranger(action, effect, more) := sample.reaches(
	"stranger_role", "arn:aws:iam::666666666666:role/stranger",
	action, effect, more,
)

_case(others) := {"resources": {"aws_kms_key": [sample.customer_key({"others": others})]}}
