package policies.rules.cmek.trust_action_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.trust_action as rule

test_fail_more_actions if {
	denied := rule.deny with input as _trust({"assume": [
		_also("sts:TagSession"), _also("sts:SetContext"),
		sample.pinecone("allowed", "own", {}),
	]})
	sample.messages(denied) == {concat("", [
		`the trust policy of "role" also lets Pinecone do sts:SetContext, sts:TagSession (sts:*): `,
		`allow "sts:AssumeRole" alone`,
	])}
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0/Action"]}
}

test_success_alone if {
	denied := rule.deny with input as _trust({"assume": [sample.pinecone("allowed", "own", {})]})
	denied == set()
}

test_success_unknown if {
	every pointer in ["/s/Action", "/s/Action/0", "/s/NotAction"] {
		denied := rule.deny with input as _open(pointer, "Allow")
		sample.messages(denied) == set()
		sample.undecided(denied) == {["role", pointer]}
		rule.deny == set() with input as _open(pointer, "Deny")
	}
}

_open(pointer, effect) := _trust({"trust": [{
	"pointer": "/s",
	"effect": effect,
	"unknown": [{"resource": "role", "pointer": pointer, "clause": "var.action is not known"}],
}]})

test_success_unknown_policy if {
	answer := sample.pinecone("unknown", "none", {"depends_on": [sample.trusted("", "var.policy")]})
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [answer]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_trust(access) := sample.one_role(sample.role(access))

_also(action) := sample.pinecone("allowed", "own", {
	"action": action,
	"place": sample.trusted("/Statement/0/Action", "sts:*"),
})

test_patch_removes_one_of_several if {
	patches := {found.patch | some found in rule.deny with input as _acting(["sts:AssumeRole", "sts:TagSession"], 1)}
	patches == {[{"op": "remove", "path": "/assume_role_policy/Statement/0/Action/1"}]}
}

test_patch_replaces_the_only_one if {
	patches := {found.patch | some found in rule.deny with input as _acting(["sts:*"], 0)}
	patches == {[{"op": "set", "path": "/assume_role_policy/Statement/0/Action/0", "value": "sts:AssumeRole"}]}
}

_acting(texts, at) := _trust({"trust": [statement], "assume": [answer]}) if {
	actions := [{"text": text, "pointer": ""} | some text in texts]
	statement := {"pointer": "/assume_role_policy/Statement/0", "actions": actions}
	answer := sample.pinecone("allowed", "own", {
		"action": "sts:TagSession",
		"place": sample.trusted($"/Statement/0/Action/{at}", "says so"),
	})
}
