package policies.rules.cmek.role_permissions_excess_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.role_permissions_excess as rule

test_fail_other_service if {
	place := sample.own("/Statement/0/Action/1", `"s3:*" on "*"`)
	denied := rule.deny with input as _case({"elsewhere": [sample.beyond("s3:*", "allowed", {"place": place})]})
	sample.messages(denied) == {concat(" ", [
		`role "role" is also allowed "s3:*" on "*":`,
		"allow it kms:Encrypt and kms:Decrypt on its key alone",
	])}
	sample.places(denied) == {["role", "/inline_policies/use/Statement/0/Action/1"]}
}

test_fail_administers_by_the_keys_policy if {
	more := {"place": sample.keys("/Statement/0/Principal", "the policy names it")}
	denied := rule.deny with input as _case({"use": [
		sample.can("kms:CreateGrant", "allowed", more),
		sample.can("kms:TagResource", "allowed", more),
	]})
	sample.messages(denied) == {concat(" ", [
		`role "role" is also allowed kms:CreateGrant and kms:TagResource on key "key":`,
		"allow it kms:Encrypt and kms:Decrypt on its key alone",
	])}
	{finding.place | some finding in denied} == {{"resource": "key", "pointer": "/policy/Statement/0/Principal"}}
}

test_fail_each_statement_once if {
	first := sample.own("/Statement/0/Resource", `"kms:Decrypt" on other keys, by "*"`)
	second := sample.own("/Statement/1/Action", `"sqs:*" on "*"`)
	denied := rule.deny with input as _case({"elsewhere": [
		sample.beyond("kms:Decrypt", "allowed", {"place": first}),
		sample.beyond("sqs:*", "allowed", {"place": second}),
	]})
	sample.places(denied) == {
		["role", "/inline_policies/use/Statement/0/Resource"],
		["role", "/inline_policies/use/Statement/1/Action"],
	}
}

test_success_use_alone if {
	case := _case({"use": [sample.can("kms:Decrypt", "allowed", {}), sample.can("kms:CreateGrant", "implicitDeny", {})]})
	rule.deny == set() with input as case
	rule.applies == {"role"} with input as case
}

test_fail_beside_what_destroys if {
	wide := sample.own("/Statement/0/Resource", `"kms:Decrypt" on other keys, by "*"`)
	denied := rule.deny with input as _case({
		"use": [sample.can("kms:DisableKey", "allowed", {}), sample.can("kms:CreateGrant", "allowed", {})],
		"elsewhere": [sample.beyond("kms:Decrypt", "allowed", {"place": wide})],
	})
	sample.messages(denied) == {concat(" ", [
		`role "role" is also allowed kms:CreateGrant on key "key" and "kms:Decrypt" on other keys, by "*":`,
		"allow it kms:Encrypt and kms:Decrypt on its key alone",
	])}
}

test_success_destroying_is_told_elsewhere if {
	rule.deny == set() with input as _case({"use": [sample.can("kms:DisableKey", "allowed", {})]})
}

test_success_unknown_policy if {
	unread := {"resource": "role", "pointer": "/managed_policy_arns/0", "clause": "the policy x was not read"}
	denied := rule.deny with input as _case({"unread": [unread]})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/managed_policy_arns/0"]}
}

_case(access) := sample.pair(sample.user(access), sample.customer_key({}))
