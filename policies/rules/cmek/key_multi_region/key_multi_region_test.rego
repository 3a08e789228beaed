package policies.rules.cmek.key_multi_region_test

import data.policies.rules.cmek.key_multi_region as rule

test_fail_other if {
	denied := rule.deny with input as _key({"multi_region": true}, {})
	{finding.pointer | some finding in denied} == {"/multi_region"}
	{finding.message | some finding in denied} == {
		`key "main" is multi-Region and Pinecone takes one ARN: set multi_region to "false"`,
	}
}

test_fail_replica if {
	every address in ["module.eu.aws_kms_replica_key.main[0]", "aws_kms_replica_external_key.main"] {
		case := json.patch(_key({"multi_region": true}, {}), [{
			"op": "add", "path": "/resources/aws_kms_key/0/observations",
			"value": [{"source": "terraform .", "address": address}],
		}])
		{finding.message | some finding in rule.deny} == {
			`key "main" is multi-Region and Pinecone takes one ARN: use a Single-Region key`,
		} with input as case
	}
}

test_success_right if {
	denied := rule.deny with input as _key({"multi_region": false}, {})
	denied == set()
}

test_success_unknown_value if {
	denied := rule.deny with input as _key({}, {"/multi_region": {"reason": "known after apply"}})
	denied == set()
}

test_applies_to_keys_that_pinecone_uses if {
	rule.applies == {"aws_kms_key.main"} with input as _key({}, {})
	rule.applies == set() with input as {"resources": {"aws_kms_key": [{
		"id": "aws_kms_key.other",
		"name": "other",
		"complete": true,
		"values": {"multi_region": true},
	}]}}
}

_key(values, unknown) := {"resources": {"aws_kms_key": [{
	"id": "aws_kms_key.main",
	"name": "main",
	"purposes": ["cmek"],
	"complete": true,
	"values": values,
	"unknown": unknown,
}]}}
