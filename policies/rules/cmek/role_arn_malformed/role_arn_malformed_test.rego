package policies.rules.cmek.role_arn_malformed_test

import data.policies.rules.cmek.role_arn_malformed as rule

test_fail_others if {
	denied := {value |
		some value in _others
		rule.deny != set() with input as _key({"role": value})
	}
	denied == _others
}

test_fail_says_what_is_right if {
	denied := rule.deny with input as _key({"role": "pinecone"})
	{finding.message | some finding in denied} == {
		`role "pinecone" of key "main" is not an IAM role: write "arn:aws:iam::<12 digits>:role/<name>"`,
	}
	{finding.pointer | some finding in denied} == {"/role"}
}

test_success_arn if {
	denied := rule.deny with input as _key({"role": "arn:aws:iam::210987654321:role/pinecone-cmek"})
	denied == set()
}

test_success_address if {
	denied := rule.deny with input as _key({"role": "terraform:module.pinecone.cmek"})
	denied == set()
}

test_success_placeholder_is_another_rule if {
	denied := rule.deny with input as _key({"role": "arn:aws:XXXXXXXXXXXX"})
	denied == set()
}

test_success_unknown if {
	denied := rule.deny with input as _key({})
	denied == set()
}

_others := {
	"pinecone-cmek",
	"arn:aws:iam::210987654321:user/pinecone",
	"arn:aws:iam::2109:role/pinecone",
	"arn:aws-us-gov:iam::210987654321:role/pinecone",
}

_key(values) := {"resources": {"pinecone_cmek_key": [{
	"id": "search/main",
	"name": "main",
	"complete": false,
	"values": values,
}]}}
