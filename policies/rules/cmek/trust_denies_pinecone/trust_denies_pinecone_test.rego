package policies.rules.cmek.trust_denies_pinecone_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.trust_denies_pinecone as rule

test_fail_no_region_gets_in if {
	denied := rule.deny with input as _trust([
		sample.pinecone("implicitDeny", "own", {}),
		sample.pinecone("implicitDeny", "none", {}),
	])
	sample.messages(denied) == {`the trust policy of "role" keeps out Pinecone's role of us-east-1: it says so`}
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0"]}
}

test_fail_region_of_an_index if {
	denied := rule.deny with input as _indexed([
		sample.pinecone("allowed", "own", {"region": "eu-west-1"}),
		sample.pinecone("explicitDeny", "own", {}),
	])
	sample.messages(denied) == {`the trust policy of "role" keeps out Pinecone's role of us-east-1: it says so`}
}

test_fail_says_what_is_assumed if {
	role := sample.role({
		"pinecone": {"id": "123456789012", "from": "policy"},
		"assume": [sample.pinecone("implicitDeny", "none", {})],
	})
	denied := rule.deny with input as sample.one_role(role)
	some message in sample.messages(denied)
	contains(message, "(taking 123456789012 for Pinecone's account, as the policy does)")
}

test_success_refused_by_aws_is_another_rule if {
	role := sample.role({
		"problems": [sample.trusted("/Statement/0/Principal", "a principal has no wildcards")],
		"assume": [sample.pinecone("implicitDeny", "own", {})],
	})
	denied := rule.deny with input as sample.one_role(role)
	denied == set()
}

test_fail_beside_what_aws_refuses if {
	role := sample.role({
		"problems": [sample.trusted("/Statement/1/Principal", "a principal has no wildcards")],
		"assume": [sample.pinecone("implicitDeny", "own", {})],
	})
	denied := rule.deny with input as sample.one_role(role)
	sample.places(denied) == {["role", "/assume_role_policy/Statement/0"]}
}

test_success_unknown_regions if {
	denied := rule.deny with input as _trust([
		sample.pinecone("allowed", "own", {}),
		sample.pinecone("implicitDeny", "own", {"region": "eu-west-1"}),
	])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

test_success_every_region_gets_in if {
	denied := rule.deny with input as _trust([
		sample.pinecone("allowed", "own", {}),
		sample.pinecone("allowed", "own", {"region": "eu-west-1"}),
	])
	denied == set()
}

test_success_some_external_id_lets_in if {
	denied := rule.deny with input as _trust([
		sample.pinecone("allowed", "own", {}),
		sample.pinecone("implicitDeny", "none", {}),
	])
	denied == set()
}

test_success_region_without_index if {
	denied := rule.deny with input as _indexed([
		sample.pinecone("allowed", "own", {}),
		sample.pinecone("implicitDeny", "own", {"region": "eu-west-1"}),
	])
	denied == set()
}

test_success_other_faults_own_it if {
	elsewhere := {"id": "1", "from": "manifest", "named": [{
		"id": "2", "pointer": "/assume_role_policy/Statement/0",
		"clause": "arn:aws:iam::2:role/pinecone_cmek_access_us-east-1",
	}]}
	unfinished := [{
		"pointer": "/assume_role_policy/Statement/0",
		"principals": [{"text": "arn:aws:iam::XXXXXXXXXXXX:root"}],
	}]
	assume := [sample.pinecone("implicitDeny", "none", {})]
	every facts in [{"pinecone": elsewhere}, {"trust": unfinished}] {
		denied := rule.deny with input as sample.one_role(sample.role(object.union({"assume": assume}, facts)))
		denied == set()
	}
}

test_success_unknown if {
	denied := rule.deny with input as _trust([sample.pinecone("unknown", "own", sample.open)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
}

_trust(answers) := sample.one_role(sample.role({"assume": answers}))

_indexed(answers) := {"resources": {
	"aws_iam_role": [sample.linked(sample.role({"assume": answers}), {"projects": ["project"]})],
	"pinecone_project": [sample.linked(sample.whole("project", {}), {"indexes": ["index"]})],
	"pinecone_index": [sample.whole("index", {"cloud": "aws", "region": "us-east-1"})],
}}

test_fail_shows_the_links if {
	role := sample.role({"assume": [sample.pinecone("implicitDeny", "none", {})]})
	denied := rule.deny with input as sample.one_role(role)
	[[link.title, link.state] | some found in denied; some link in found.chain] == [
		["Pinecone's role", "holds"],
		["trust policy", "broken"],
		["role", "holds"],
	]
}
