package policies.rules.cmek.key_arn_malformed_test

import data.policies.rules.cmek.key_arn_malformed as rule

test_fail_others if {
	denied := {value |
		some value in _others
		rule.deny != set() with input as _key({"key": value})
	}
	denied == _others
}

test_fail_says_what_is_right if {
	denied := rule.deny with input as _key({"key": "pinecone"})
	{finding.message | some finding in denied} == {
		`key "main" is "pinecone": write "arn:aws:kms:<region>:<12 digits>:key/<key id>"`,
	}
	{finding.pointer | some finding in denied} == {"/key"}
}

test_success_arn if {
	value := "arn:aws:kms:us-east-1:210987654321:key/0f1e2d3c-4b5a-4697-8877-665544332211"
	denied := rule.deny with input as _key({"key": value})
	denied == set()
}

test_success_address if {
	denied := rule.deny with input as _key({"key": "terraform:module.pinecone.cmek"})
	denied == set()
}

test_success_placeholder_is_another_rule if {
	denied := rule.deny with input as _key({"key": "arn:aws:XXXXXXXXXXXX"})
	denied == set()
}

test_success_unknown if {
	denied := rule.deny with input as _key({})
	denied == set()
}

_others := {
	"alias/pinecone",
	"0f1e2d3c-4b5a-4697-8877-665544332211",
	"arn:aws:kms:us-east-1:210987654321:alias/pinecone",
	"arn:aws:s3:::pinecone",
}

_key(values) := {"resources": {"pinecone_cmek_key": [{
	"id": "search/main",
	"name": "main",
	"complete": false,
	"values": values,
}]}}
