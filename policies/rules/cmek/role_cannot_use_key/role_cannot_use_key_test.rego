package policies.rules.cmek.role_cannot_use_key_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.role_cannot_use_key as rule

test_fail_own_policy if {
	place := sample.own("/Statement/0/Action", `admits action "kms:Encrypt", not "kms:Decrypt"`)
	denied := rule.deny with input as _case([
		sample.can("kms:Encrypt", "allowed", {}),
		sample.can("kms:Decrypt", "implicitDeny", {"missing": ["identity"], "place": place}),
	])
	sample.messages(denied) == {concat(" ", [
		`role "role" cannot kms:Decrypt key "key": its own policy admits action "kms:Encrypt", not "kms:Decrypt";`,
		"allow it both on the key",
	])}
	sample.places(denied) == {["role", "/inline_policies/use/Statement/0/Action"]}
	{[link.title | some link in finding.chain; link.state == "broken"] | some finding in denied} == {["permissions"]}
}

test_fail_key_policy if {
	place := sample.keys("/Statement/0/Principal", "admits principal x, not role")
	refused := {"missing": ["resource"], "place": place}
	denied := rule.deny with input as _case([
		sample.can("kms:Encrypt", "implicitDeny", refused),
		sample.can("kms:Decrypt", "implicitDeny", refused),
	])
	sample.messages(denied) == {concat(" ", [
		`role "role" cannot kms:Encrypt or kms:Decrypt key "key": the key's policy admits principal x, not role;`,
		"allow it both on the key",
	])}
	{finding.place | some finding in denied} == {{"resource": "key", "pointer": "/policy/Statement/0/Principal"}}
}

test_fail_no_policy if {
	none := {"resource": "role", "pointer": "", "clause": "no identity policy allows it"}
	refused := {"missing": ["identity"], "place": none}
	denied := rule.deny with input as _case([
		sample.can("kms:Encrypt", "implicitDeny", refused),
		sample.can("kms:Decrypt", "implicitDeny", refused),
	])
	sample.messages(denied) == {concat(" ", [
		`role "role" cannot kms:Encrypt or kms:Decrypt key "key": no identity policy allows it;`,
		"allow it both on the key",
	])}
}

test_fail_boundary if {
	clause := `its permissions boundary "bound" admits action "s3:*", not "kms:Decrypt"`
	place := {"resource": "bound", "pointer": "/policy/Statement/0/Action", "clause": clause}
	denied := rule.deny with input as _case([
		sample.can("kms:Encrypt", "allowed", {}),
		sample.can("kms:Decrypt", "implicitDeny", {"missing": ["identity"], "place": place}),
	])
	sample.messages(denied) == {$`role "role" cannot kms:Decrypt key "key": {clause}; allow it both on the key`}
	{finding.place | some finding in denied} == {{"resource": "bound", "pointer": "/policy/Statement/0/Action"}}
}

test_fail_deny_across_accounts if {
	refused := sample.can("kms:Decrypt", "explicitDeny", {"cross_account": true})
	sample.places(rule.deny) == {["role", "/inline_policies/use/Statement/0"]} with input as _case([refused])
}

test_success_allowed if {
	case := _case([sample.can("kms:Encrypt", "allowed", {}), sample.can("kms:Decrypt", "allowed", {})])
	rule.deny == set() with input as case
	rule.applies == {"role"} with input as case
}

test_success_half_across_accounts_is_told_elsewhere if {
	refused := sample.can("kms:Decrypt", "implicitDeny", {"cross_account": true, "missing": ["identity"]})
	rule.deny == set() with input as _case([refused])
	rule.applies == set() with input as _case([refused])
}

test_success_unknown_answer if {
	denied := rule.deny with input as _case([
		sample.can("kms:Encrypt", "allowed", {}),
		sample.can("kms:Decrypt", "unknown", {"depends_on": [sample.own("", "the policy x was not read")]}),
	])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/inline_policies/use"]}
}

test_success_unknown_key if {
	denied := rule.deny with input as sample.one_role(sample.role({}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "keys"]}
	undecided := rule.deny with input as _case([])
	sample.undecided(undecided) == {["role", "keys"]}
}

test_success_unknown_role if {
	every role in ["arn:aws:iam::111122223333:role/pinecone", "terraform:aws_iam_role.pinecone"] {
		case := {"resources": {"pinecone_cmek_key": [sample.partial("main", {"role": role})]}}
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["main", "/role"]}
		rule.applies == {"main"} with input as case
	}
}

test_success_role_is_judged_itself if {
	values := {"role": "arn:aws:iam::111122223333:role/pinecone"}
	read := {
		"resources": {"pinecone_cmek_key": [sample.linked(sample.partial("main", values), {"role": ["role"]})]},
		"linked": {"role": sample.whole("role", {})},
	}
	rule.applies == set() with input as read
	malformed := {"resources": {"pinecone_cmek_key": [sample.partial("main", {"role": "pinecone"})]}}
	rule.applies == set() with input as malformed
}

_case(use) := sample.pair(sample.user({"use": use}), sample.customer_key({}))
