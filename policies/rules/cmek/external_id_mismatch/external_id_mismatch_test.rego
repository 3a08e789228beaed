package policies.rules.cmek.external_id_mismatch_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.external_id_mismatch as rule

test_fail_registered_is_kept_out if {
	denied := rule.deny with input as _registered("implicitDeny", {})
	sample.messages(denied) == {concat("", [
		`the trust policy of "role" keeps out the external id that is registered for key "key": it says so; `,
		"register and require the same",
	])}
	{finding.related | some finding in denied} == {[{
		"resource": "key", "pointer": "/external_id",
		"message": "what is registered",
	}]}
}

test_fail_none_is_registered if {
	case := _registered("implicitDeny", {})
	without := object.union(case, {"resources": {"pinecone_cmek_key": [sample.whole("key", {})]}})
	sample.messages(rule.deny) == {concat("", [
		`the trust policy of "role" keeps out Pinecone, for which no external id is declared with key "key": it says so; `,
		"register and require the same",
	])} with input as without
}

test_fail_who_comes_is_not_known if {
	denied := rule.deny with input as _answered([
		sample.pinecone("implicitDeny", "registered", {"registration": "key"}),
		sample.pinecone("unknown", "own", sample.open),
	])
	count(sample.messages(denied)) == 1
}

test_success_registered_gets_in if {
	denied := rule.deny with input as _registered("allowed", {})
	denied == set()
}

test_success_region_that_never_gets_in if {
	denied := rule.deny with input as _registered("implicitDeny", {"region": "eu-west-1"})
	denied == set()
}

test_success_unknown if {
	denied := rule.deny with input as _registered("unknown", sample.open)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
}

test_success_unknown_policy if {
	answer := sample.pinecone("unknown", "none", {"depends_on": [sample.trusted("", "var.policy")]})
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [answer]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

test_success_unknown_registration if {
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [
		sample.pinecone("allowed", "own", {}),
		sample.pinecone("implicitDeny", "none", {}),
	]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

test_success_unknown_whether_any_is_asked_for if {
	open := sample.role({"assume": [sample.pinecone("unknown", "own", sample.open)]})
	hidden := sample.role({"trust": [sample.hiding("Condition")]})
	every role in [open, hidden] {
		denied := rule.deny with input as sample.one_role(role)
		sample.messages(denied) == set()
		sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
	}
}

test_success_no_id_is_asked_for if {
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [sample.pinecone("allowed", "none", {})]}))
	denied == set()
}

_registered(effect, more) := _answered([
	sample.pinecone(effect, "registered", object.union({"registration": "key"}, more)),
	sample.pinecone("allowed", "own", {}),
])

_answered(answers) := {"resources": {
	"aws_iam_role": [sample.linked(sample.role({"assume": answers}), {"cmek_keys": ["key"]})],
	"pinecone_cmek_key": [sample.whole("key", {"external_id": "a"})],
}}
