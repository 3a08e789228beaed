package policies.rules.cmek.trust_shape_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.trust_shape as rule

test_fail_refused if {
	denied := rule.deny with input as _trust({"problems": [{
		"resource": "role", "pointer": "/p",
		"clause": "a trust policy has no Resource",
	}]})
	sample.messages(denied) == {`AWS refuses the trust policy of "role": a trust policy has no Resource`}
	sample.places(denied) == {["role", "/p"]}
}

test_fail_action_of_another_service if {
	denied := rule.deny with input as _does("kms:Decrypt")
	sample.messages(denied) == {concat("", [
		`the trust policy of "role" has the action "kms:Decrypt", which no role is assumed with: `,
		`allow "sts:AssumeRole"`,
	])}
}

test_fail_comments if {
	file := object.union(
		sample.whole("iam/trust.json", {"document": {}, "comments": true}),
		{"purposes": ["cmek"], "access": {}},
	)
	denied := rule.deny with input as {"resources": {"policy_document": [file]}}
	sample.messages(denied) == {
		`the trust policy in "iam/trust.json" has comments, which AWS refuses: give AWS plain JSON`,
	}
}

test_success_unknown_parts if {
	some part in ["Effect", "Action", "NotAction/1", "Principal", "Principal/AWS", "Condition", "Condition/StringEquals"]
	open := rule.deny with input as _hides(part, {})
	sample.undecided(open) == {["role", $"/assume_role_policy/Statement/0/{part}"]}
}

test_success_unknown_version if {
	hidden := {"/assume_role_policy/Version": {"expression": "var.v", "reason": "it has no default"}}
	role := object.union(sample.role({}), {"unknown": hidden})
	open := rule.deny with input as sample.one_role(role)
	count(open) == 1
}

test_success_formed_all_the_same if {
	known := rule.deny with input as _hides("Condition/StringEquals/sts:ExternalId", {})
	known == set()
	at := "/assume_role_policy/Statement/0/Principal/AWS"
	part := {"pointer": at, "text": "arn:aws:iam::${var.x}:root", "unknown": true}
	named := rule.deny with input as _hides("Principal/AWS", {"principals": [part]})
	named == set()
}

_hides(part, more) := sample.one_role(sample.role({"trust": [object.union(
	{
		"resource": "role", "pointer": "/assume_role_policy/Statement/0", "effect": "Allow",
		"unknown": [{
			"resource": "role", "pointer": $"/assume_role_policy/Statement/0/{part}",
			"clause": "var.x is not known",
		}],
	},
	more,
)]}))

test_success_assume_role if {
	every action in ["sts:AssumeRole", "STS:assumerole", "sts:*", "*"] {
		denied := rule.deny with input as _does(action)
		denied == set()
	}
}

test_success_placeholder_is_another_rule if {
	problem := {"resource": "role", "pointer": "/p", "clause": `"arn:aws:iam::XXXXXXXXXXXX:role/x" is no role`}
	denied := rule.deny with input as _trust({"problems": [problem]})
	denied == set()
}

test_success_unknown_parts_have_no_shape if {
	statement := {"pointer": "/s", "unknown": [sample.trusted("/Statement/0/Principal/AWS", "var.account")]}
	denied := rule.deny with input as _trust({"trust": [statement]})
	denied == set()
}

test_success_unknown_action if {
	denied := rule.deny with input as sample.one_role(sample.role({"trust": [sample.hiding("Action")]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Action"]}
}

test_success_unknown_policy if {
	answer := sample.pinecone("unknown", "none", {"depends_on": [sample.trusted("", "var.policy")]})
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [answer]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_trust(access) := sample.one_role(sample.role(access))

_does(action) := _trust({"trust": [{"pointer": "/s", "actions": [{"text": action, "pointer": "/s/Action"}]}]})
