package policies.rules.auditlogs.trust_denies_pinecone_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.trust_denies_pinecone as rule

test_fail_kept_out if {
	denied := rule.deny with input as _trust([sample.integration("implicitDeny", {})])
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0"]}
	sample.messages(denied) == {concat(" ", [
		`the trust policy of "role" keeps out Pinecone's account 713131977538: it says so;`,
		"name the account's root, and ask for no external id",
	])}
}

test_fail_shows_the_chain if {
	denied := rule.deny with input as _trust([sample.integration("explicitDeny", {})])
	chains := {links | some finding in denied; links := [[link.title, link.state] | some link in finding.chain]}
	chains == {[
		["Pinecone", "holds"],
		["trust policy", "broken"],
		["role", "holds"],
		["permissions", "holds"],
		["bucket policy", "holds"],
		["bucket", "holds"],
	]}
}

test_fail_without_a_bucket if {
	role := object.remove(sample.audit_role({"assume": [sample.integration("implicitDeny", {})]}), ["links"])
	denied := rule.deny with input as sample.one_role(role)
	{link.title | some finding in denied; some link in finding.chain} == {"Pinecone", "trust policy", "role"}
}

test_fail_refused_by_aws if {
	problem := sample.trusted("/Statement/0/Resource", "a trust policy has no Resource")
	role := sample.audit_role({"problems": [problem], "assume": [sample.integration("implicitDeny", {})]})
	denied := rule.deny with input as sample.one_role(role)
	sample.messages(denied) == {`AWS refuses the trust policy of "role": a trust policy has no Resource`}
}

test_fail_policy_in_a_file if {
	denied := rule.deny with input as _file([sample.integration("implicitDeny", {})])
	some message in sample.messages(denied)
	startswith(message, `the trust policy in "iam/logs.json" keeps out Pinecone's account`)
}

test_success_policy_in_a_file_unknown if {
	one := {"principal": "arn:aws:iam::713131977538:role/writer"}
	denied := rule.deny with input as _file([sample.integration("implicitDeny", {}), sample.integration("allowed", one)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/document"]}
}

test_success_let_in if {
	case := _trust([sample.integration("allowed", {})])
	rule.deny == set() with input as case
	rule.applies == {"role"} with input as case
}

test_success_role_for_keys if {
	role := object.union(sample.role({"assume": [sample.pinecone("implicitDeny", "none", {})]}), {"purposes": [
		"cmek",
		"audit_logs",
	]})
	rule.deny == set() with input as sample.one_role(role)
	rule.applies == set() with input as sample.one_role(role)
}

test_success_unknown if {
	denied := rule.deny with input as _trust([sample.integration("unknown", sample.open)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
}

test_success_unknown_which_identity_comes if {
	one := {"principal": "arn:aws:iam::713131977538:role/writer"}
	denied := rule.deny with input as _trust([sample.integration("implicitDeny", {}), sample.integration("allowed", one)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

test_success_unread if {
	denied := rule.deny with input as _trust([])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_trust(answers) := sample.audit_logs(sample.audit_role({"assume": answers}), sample.audit_bucket({}, {}))

_file(answers) := {"resources": {"policy_document": [object.union(
	object.remove(sample.audit_role({"assume": answers}), ["links", "values"]),
	{"name": "iam/logs.json", "values": {"document": {}}},
)]}}

test_success_unknown_version if {
	hidden := {"path": "/resources/aws_iam_role/0/unknown", "op": "add", "value": {"/assume_role_policy/Version": {
		"expression": "var.version",
		"reason": "it has no default",
	}}}
	let_in := _trust([sample.integration("allowed", {})])
	denied := rule.deny with input as json.patch(let_in, [hidden])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Version"]}
}
