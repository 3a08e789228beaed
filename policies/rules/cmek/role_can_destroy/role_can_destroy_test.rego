package policies.rules.cmek.role_can_destroy_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.role_can_destroy as rule

test_fail_own_policy if {
	denied := rule.deny with input as _case([
		sample.can("kms:DisableKey", "allowed", {}),
		sample.can("kms:ScheduleKeyDeletion", "allowed", {}),
		sample.can("kms:PutKeyPolicy", "implicitDeny", {}),
	])
	sample.messages(denied) == {concat(" ", [
		`role "role" can kms:ScheduleKeyDeletion and kms:DisableKey key "key":`,
		"allow it kms:Encrypt and kms:Decrypt alone",
	])}
	sample.places(denied) == {["role", "/inline_policies/use/Statement/0"]}
}

test_fail_where_the_key_delegates if {
	more := {
		"place": sample.keys("/Statement/0/Principal", "names the account"),
		"beside": [sample.own("/Statement/2", "x")],
	}
	denied := rule.deny with input as _case([sample.can("kms:PutKeyPolicy", "allowed", more)])
	sample.places(denied) == {["role", "/inline_policies/use/Statement/2"]}
}

test_fail_key_policy if {
	more := {"place": sample.keys("/Statement/1/Principal", "the policy names it")}
	denied := rule.deny with input as _case([sample.can("kms:PutKeyPolicy", "allowed", more)])
	{finding.place | some finding in denied} == {{"resource": "key", "pointer": "/policy/Statement/1/Principal"}}
}

test_success_use_alone if {
	case := _case([
		sample.can("kms:Decrypt", "allowed", {}),
		sample.can("kms:CreateGrant", "allowed", {}),
		sample.can("kms:DisableKey", "implicitDeny", {}),
	])
	rule.deny == set() with input as case
	rule.applies == {"role"} with input as case
}

test_success_no_key if rule.applies == set() with input as sample.one_role(sample.role({}))

test_success_unknown_policy if {
	more := {"depends_on": [sample.own("", "the policy x was not read")]}
	denied := rule.deny with input as _case([sample.can("kms:DisableKey", "unknown", more)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/inline_policies/use"]}
}

_case(use) := sample.pair(sample.user({"use": use}), sample.customer_key({}))
