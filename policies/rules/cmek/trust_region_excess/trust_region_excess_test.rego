package policies.rules.cmek.trust_region_excess_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.trust_region_excess as rule

test_fail_named_region_without_index if {
	denied := rule.deny with input as _indexed("1:role/pinecone_cmek_access_eu-west-1", {"region": "us-east-1"})
	sample.messages(denied) == {concat("", [
		`the trust policy of "role" admits Pinecone's role of eu-west-1, where no index is: `,
		`remove "1:role/pinecone_cmek_access_eu-west-1"`,
	])}
	{finding.absent | some finding in denied} == {["pinecone_index"]}
}

test_success_index_there if {
	denied := rule.deny with input as _indexed("1:role/pinecone_cmek_access_eu-west-1", {"region": "eu-west-1"})
	denied == set()
}

test_success_pattern_for_all_regions if {
	denied := rule.deny with input as _indexed("1:role/pinecone_cmek_access_*", {"region": "us-east-1"})
	denied == set()
}

test_success_unknown_region if {
	denied := rule.deny with input as _indexed("1:role/pinecone_cmek_access_eu-west-1", {})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/p"]}
}

test_success_unknown_principal if {
	denied := rule.deny with input as sample.one_role(sample.role({"trust": [sample.unnamed]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", sample.unnamed.principals[0].pointer]}
}

test_success_unknown_whole_principal if {
	denied := rule.deny with input as sample.one_role(sample.role({"trust": [sample.hiding("Principal")]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Principal"]}
}

test_success_unknown_region_of_the_role if {
	name := "arn:aws:iam::1:role/pinecone_cmek_access_${var.region}"
	principal := {"type": "AWS", "text": name, "unknown": true, "pointer": "/p"}
	role := sample.role({"trust": [{"effect": "Allow", "principals": [principal]}]})
	denied := rule.deny with input as sample.one_role(role)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/p"]}
}

test_success_unknown_name_of_the_role if {
	names := {"1:role/${var.role}", "1:role/pin${var.x}", "1:${var.x}", "2:role/${var.role}", "1:role/team/${var.x}"}
	open := {name |
		some name in names
		principal := {"type": "AWS", "text": $"arn:aws:iam::{_padded(name)}", "unknown": true, "pointer": "/p"}
		role := sample.role({
			"pinecone": {"id": "111111111111"},
			"trust": [{"effect": "Allow", "principals": [principal]}],
		})
		denied := rule.deny with input as sample.one_role(role)
		sample.undecided(denied) == {["role", "/p"]}
	}
	open == {"1:role/${var.role}", "1:role/pin${var.x}", "1:${var.x}"}
}

_padded(name) := regex.replace(name, `^([0-9])`, "${1}${1}${1}${1}${1}${1}${1}${1}${1}${1}${1}${1}")

test_success_unknown_whether_it_gets_in if {
	answer := sample.pinecone("unknown", "own", object.union(sample.open, {"region": "eu-west-1"}))
	case := _indexed("1:role/pinecone_cmek_access_eu-west-1", {"region": "us-east-1", "cloud": "aws"})
	asked := {"op": "replace", "path": "/resources/aws_iam_role/0/access/assume", "value": [answer]}
	denied := rule.deny with input as json.patch(case, [asked])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy/Statement/0/Condition"]}
	held := _indexed("1:role/pinecone_cmek_access_eu-west-1", {"region": "eu-west-1", "cloud": "aws"})
	rule.deny == set() with input as json.patch(held, [asked])
}

test_success_unknown_policy if {
	answer := sample.pinecone("unknown", "none", {"depends_on": [sample.trusted("", "var.policy")]})
	denied := rule.deny with input as sample.one_role(sample.role({"assume": [answer]}))
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/assume_role_policy"]}
}

_indexed(arn, values) := {"resources": {
	"aws_iam_role": [sample.linked(
		sample.role({
			"pinecone": {"id": "1", "from": "manifest", "named": [{"id": "1", "pointer": "/p", "clause": arn}]},
			"assume": [sample.pinecone("allowed", "own", {"region": "eu-west-1"})],
		}),
		{"projects": ["project"]},
	)],
	"pinecone_project": [sample.linked(sample.whole("project", {}), {"indexes": ["index"]})],
	"pinecone_index": [sample.whole("index", object.union({"cloud": "aws"}, values))],
}}
