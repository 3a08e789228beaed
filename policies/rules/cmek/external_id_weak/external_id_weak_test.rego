package policies.rules.cmek.external_id_weak_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.external_id_weak as rule

test_fail_no_uuid if {
	denied := rule.deny with input as _asks({"value": "acme"})
	sample.messages(denied) == {
		`the external id "acme" of the trust policy of "role" is no UUID v4: give each project a UUID v4 of its own`,
	}
	sample.places(denied) == {["role", "/p"]}
}

test_fail_other_versions if {
	every value in [
		"2f6c1d0e-7b1a-1c58-9f0e-3d8f2a6b7c41",
		"2f6c1d0e-7b1a-4c58-cf0e-3d8f2a6b7c41",
		"2f6c1d0e7b1a4c589f0e3d8f2a6b7c41",
		"",
	] {
		denied := rule.deny with input as _asks({"value": value})
		sample.places(denied) == {["role", "/p"]}
	}
}

test_fail_shared if {
	denied := rule.deny with input as _asks({"value": _uuid, "projects": ["search"]})
	some message in sample.messages(denied)
	contains(message, `is that of project "search" too`)
}

test_fail_registered if {
	denied := rule.deny with input as _registered("acme", "role")
	sample.places(denied) == {["key", "/external_id"]}
}

test_success_uuid if {
	denied := rule.deny with input as _asks({"value": _uuid})
	denied == set()
	capitals := rule.deny with input as _asks({"value": upper(_uuid)})
	capitals == set()
}

test_success_other_rules_own_it if {
	placeholder := rule.deny with input as _asks({"value": "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX"})
	placeholder == set()
	pattern := rule.deny with input as _asks_with("StringLike", {"value": "*"})
	pattern == set()
}

test_fail_pattern if {
	every value in ["2f6c1d0e-*", "2f6c1d0e-7b1a-4c58-9f0e-3d8f2a6b7c4?"] {
		denied := rule.deny with input as _asks_with("StringLike", {"value": value})
		sample.messages(denied) == {concat(" ", [
			$`the external id "{value}" of the trust policy of "role" is a pattern, which many ids fit:`,
			"require one UUID v4 with StringEquals",
		])}
	}
}

test_fail_star_that_is_no_pattern if {
	denied := rule.deny with input as _asks_with("StringEquals", {"value": "*"})
	sample.places(denied) == {["role", "/p"]}
}

test_success_registered_and_asked_is_said_once if {
	denied := rule.deny with input as _registered("acme", "acme")
	sample.places(denied) == {["role", "/p"]}
}

test_success_unknown if {
	role := sample.role({"trust": [{"pointer": "/s", "effect": "Allow", "conditions": [{
		"operator": "StringEquals", "key": "sts:ExternalId", "pointer": "/c",
		"values": [{"text": "${var.id}", "pointer": "/c", "unknown": true}],
	}]}]})
	denied := rule.deny with input as sample.one_role(role)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/c"]}
}

# A value that no expression stands for, as of a variable that one of two files sets.
test_success_unknown_without_text if {
	role := object.union(
		sample.role({"trust": [{"pointer": "/s", "effect": "Allow", "conditions": [{
			"operator": "StringEquals", "key": "sts:ExternalId", "pointer": "/c",
			"values": [{"text": "", "pointer": "/c", "unknown": true}],
		}]}]}),
		{"unknown": {"/c": {"reason": "prod.tfvars may set it"}}},
	)
	denied := rule.deny with input as sample.one_role(role)
	{finding.message | some finding in denied} == {"what it asks for is not known: prod.tfvars may set it"}
}

test_success_unknown_condition if {
	denied := rule.deny with input as sample.one_role(sample.role({"trust": [sample.hiding("Condition")]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
}

test_success_unknown_policy if {
	answer := sample.pinecone("unknown", "none", {"depends_on": [sample.trusted("", "var.policy")]})
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [answer]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_uuid := "2f6c1d0e-7b1a-4c58-9f0e-3d8f2a6b7c41"

_asks(id) := sample.one_role(sample.role({"external_ids": [object.union({"pointer": "/p"}, id)]}))

_asks_with(operator, id) := sample.one_role(sample.role({
	"external_ids": [object.union({"pointer": "/p"}, id)],
	"trust": [{"pointer": "/s", "effect": "Allow", "conditions": [{
		"operator": operator, "key": "sts:ExternalId", "pointer": "/c",
		"values": [{"text": id.value, "pointer": "/p"}],
	}]}],
}))

_registered(registered, asked) := {"resources": {
	"aws_iam_role": [sample.role({"external_ids": [{"value": asked, "pointer": "/p"} | asked != "role"]})],
	"pinecone_cmek_key": [sample.linked(sample.whole("key", {"external_id": registered}), {"role": ["role"]})],
}}
