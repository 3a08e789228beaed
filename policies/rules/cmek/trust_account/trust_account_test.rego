package policies.rules.cmek.trust_account_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.trust_account as rule

test_fail_other_than_declared if {
	denied := rule.deny with input as _named("manifest", [{"id": "999988887777", "pointer": "/p", "clause": "arn"}])
	sample.messages(denied) == {concat("", [
		`"arn" is under account 999988887777, and Pinecone's is 123456789012 as the manifest declares: `,
		"name Pinecone's roles under its own account",
	])}
	sample.places(denied) == {["role", "/p"]}
}

test_fail_two_accounts if {
	denied := rule.deny with input as _named("policy", [
		{"id": "123456789012", "pointer": "/o", "clause": "arn"},
		{"id": "999988887777", "pointer": "/p", "clause": "arn"},
	])
	sample.places(denied) == {["role", "/p"]}
	some message in sample.messages(denied)
	contains(message, "the policy names 123456789012 too")
}

test_success_declared if {
	denied := rule.deny with input as _named("manifest", [{"id": "123456789012", "pointer": "/p", "clause": "arn"}])
	denied == set()
}

test_success_unknown_account_of_pinecone if {
	denied := rule.deny with input as _named("policy", [{"id": "123456789012", "pointer": "/p", "clause": "arn"}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/p"]}
}

test_success_pattern_for_any_account if {
	denied := rule.deny with input as _named("manifest", [{
		"pointer": "/p",
		"clause": "arn:aws:iam::*:role/pinecone_cmek_access_*",
	}])
	denied == set()
}

test_success_unknown if {
	denied := rule.deny with input as _named("manifest", [{
		"pointer": "/p",
		"clause": "arn:aws:iam::${var.account}:role/x",
	}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/p"]}
}

test_success_unknown_principal if {
	denied := rule.deny with input as sample.one_role(sample.role({"trust": [sample.unnamed]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", sample.unnamed.principals[0].pointer]}
}

test_success_principal_that_is_not_pinecone if {
	at := sample.unnamed.principals[0].pointer
	services := object.union(sample.unnamed, {"principals": [{
		"type": "Service", "text": "ec2.${var.suffix}", "unknown": true, "pointer": at,
	}]})
	own := object.union(sample.unnamed, {"principals": [{
		"type": "AWS", "text": "arn:aws:iam::111122223333:role/${var.name}", "unknown": true, "pointer": at,
	}]})
	every statement in [services, own] {
		rule.deny == set() with input as sample.one_role(sample.role({"trust": [statement]}))
	}
	made := object.union(sample.role({"trust": [sample.unnamed]}), {"unknown": {at: {
		"expression": "module.iam.aws_iam_role.admin[0].arn",
		"reason": "known after apply",
	}}})
	rule.deny == set() with input as sample.one_role(made)
}

test_success_unknown_whole_principal if {
	denied := rule.deny with input as sample.one_role(sample.role({"trust": [sample.hiding("Principal")]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Principal"]}
}

test_success_unknown_policy if {
	answer := sample.pinecone("unknown", "none", {"depends_on": [sample.trusted("", "var.policy")]})
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [answer]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_named(from, named) := sample.one_role(sample.role({"pinecone": {"id": "123456789012", "from": from, "named": named}}))

test_patch_writes_the_declared_account if {
	named := {
		"id": "999988887777", "pointer": "/assume_role_policy/Statement/0/Principal/AWS",
		"clause": "arn:aws:iam::999988887777:role/pinecone_cmek_access_us-east-1",
	}
	patches := {found.patch | some found in rule.deny with input as _named("manifest", [named])}
	patches == {[{
		"op": "set", "path": named.pointer,
		"value": "arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1",
	}]}
	undeclared := {found.patch | some found in rule.deny with input as _named("policy", [named])}
	undeclared == {[]}
}
