package policies.rules.cmek.trust_external_id_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.trust_external_id as rule

test_fail_registered if {
	denied := rule.deny with input as _registered([
		sample.pinecone("allowed", "none", {}),
		sample.pinecone("allowed", "wrong", {}),
	])
	sample.messages(denied) == {concat("", [
		`the trust policy of "role" lets Pinecone in without an external id: says so; `,
		"require the registered id with StringEquals on sts:ExternalId",
	])}
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0"]}
}

test_fail_wildcard if {
	denied := rule.deny with input as _trust({"assume": [sample.pinecone("allowed", "none", {"wildcard": true})]})
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0"]}
}

test_fail_asked_for_and_not_required if {
	asked := {"pointer": "/assume_role_policy/Statement/0", "effect": "Allow", "conditions": [{
		"operator": "StringLike", "key": "STS:ExternalId", "pointer": "", "values": [],
	}]}
	denied := rule.deny with input as _trust({"trust": [asked], "assume": [sample.pinecone("allowed", "wrong", {})]})
	some message in sample.messages(denied)
	contains(message, "lets Pinecone in with any external id")
}

test_fail_demanded_of_every_role if {
	denied := rule.deny with input as _trust({"assume": [sample.pinecone("allowed", "none", {})]})
		with data.settings.require_external_id as true
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0"]}
}

test_success_required if {
	denied := rule.deny with input as _registered([
		sample.pinecone("allowed", "registered", {}),
		sample.pinecone("implicitDeny", "none", {}),
	])
	denied == set()
}

test_success_nobody_asked if {
	denied := rule.deny with input as _trust({"assume": [sample.pinecone("allowed", "none", {})]})
	denied == set()
}

test_success_unknown if {
	denied := rule.deny with input as _registered([sample.pinecone("unknown", "none", sample.open)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
}

test_success_unknown_policy if {
	answer := sample.pinecone("unknown", "none", {"depends_on": [sample.trusted("", "var.policy")]})
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [answer]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_trust(access) := sample.one_role(sample.role(access))

_registered(answers) := {"resources": {
	"aws_iam_role": [sample.linked(sample.role({"assume": answers}), {"cmek_keys": ["key"]})],
	"pinecone_cmek_key": [sample.whole("key", {"external_id": "0b7c5a2e-91d4-4f3a-8c66-2d1e7f90a4b5"})],
}}
