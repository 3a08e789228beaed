package policies.rules.cmek.cross_account_incomplete_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.cross_account_incomplete as rule

test_fail_the_roles_half if {
	place := sample.own("/Statement/0/Resource", `admits resource "x", not "key"`)
	denied := rule.deny with input as _refused(["identity"], place)
	sample.messages(denied) == {concat(" ", [
		`role "role" cannot kms:Decrypt key "key" of another account: its own policy admits resource "x", not "key";`,
		"allow the role both on the key's ARN",
	])}
	sample.places(denied) == {["role", "/inline_policies/use/Statement/0/Resource"]}
	{[link.title | some link in finding.chain; link.state == "broken"] | some finding in denied} == {["permissions"]}
}

test_fail_the_keys_half if {
	place := sample.keys("/Statement/0/Principal", "admits principal x, not role")
	denied := rule.deny with input as _refused(["resource"], place)
	sample.messages(denied) == {concat(" ", [
		`role "role" cannot kms:Decrypt key "key" of another account: the key's policy admits principal x, not role;`,
		"have the key's policy allow both to the role's ARN",
	])}
	{finding.place | some finding in denied} == {{"resource": "key", "pointer": "/policy/Statement/0/Principal"}}
	{[link.title | some link in finding.chain; link.state == "broken"] | some finding in denied} == {["key policy"]}
}

test_success_allowed if {
	case := _case([sample.can("kms:Decrypt", "allowed", {"cross_account": true})])
	rule.deny == set() with input as case
	rule.applies == {"role"} with input as case
}

test_success_one_account if {
	case := _case([sample.can("kms:Decrypt", "implicitDeny", {"missing": ["identity"]})])
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_both_halves_are_told_elsewhere if {
	case := _refused(["identity", "resource"], sample.own("", "allows nothing"))
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_half if {
	open := {"cross_account": true, "depends_on": [sample.keys("", "the policy of key was not read")]}
	denied := rule.deny with input as _case([sample.can("kms:Decrypt", "unknown", open)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/policy"]}
}

_refused(missing, place) := _case([sample.can(
	"kms:Decrypt", "implicitDeny",
	{"cross_account": true, "missing": missing, "place": place},
)])

_case(use) := sample.pair(sample.user({"use": use}), sample.customer_key({}))
