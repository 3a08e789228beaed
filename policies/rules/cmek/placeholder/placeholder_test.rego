package policies.rules.cmek.placeholder_test

import data.policies.rules.cmek.placeholder as rule

_trust := {"Statement": [{
	"Effect": "Allow",
	"Principal": {"AWS": ["arn:aws:iam::XXXXXXXXXXXX:role/pinecone_cmek_access_us-east-1"]},
	"Action": "sts:AssumeRole",
	"Condition": {"StringEquals": {"sts:ExternalId": "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX"}},
}]}

test_fail_role if {
	denied := rule.deny with input as _role({"assume_role_policy": _trust}, ["cmek"])
	{finding.pointer | some finding in denied} == {
		"/assume_role_policy/Statement/0/Principal/AWS/0",
		"/assume_role_policy/Statement/0/Condition/StringEquals/sts:ExternalId",
	}
	{finding.message | some finding in denied} == {
		`"cmek" still has the placeholder "XXXXXXXXXXXX": write the real value`,
		`"cmek" still has the placeholder "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX": write the real value`,
	}
}

test_fail_registration if {
	denied := rule.deny with input as {"resources": {"pinecone_cmek_key": [{
		"id": "search/main",
		"name": "main",
		"values": {"role": "arn:aws:iam::XXXXXX:role/YYYYYY", "key": "terraform:aws_kms_key.main"},
	}]}}
	{finding.pointer | some finding in denied} == {"/role"}
}

test_fail_file if {
	denied := rule.deny with input as _file(_trust)
	{finding.resource | some finding in denied} == {"trust.json"}
}

test_applies_by_purpose if rule.applies == {"aws_iam_role.cmek"} with input as _role({}, ["cmek"])

test_success_file_about_something_else if {
	snapshot := _file({"Statement": [{"Resource": "arn:aws:s3:::XXXXXX/*", "Action": "s3:GetObject"}]})
	rule.deny == set() with input as snapshot
	rule.applies == set() with input as snapshot
}

test_success_other_role if {
	denied := rule.deny with input as _role({"assume_role_policy": _trust}, [])
	denied == set()
}

test_success_replaced if {
	document := {"Statement": [{"Principal": {"AWS": "arn:aws:iam::210987654321:role/pinecone_cmek_access_us-east-1"}}]}
	denied := rule.deny with input as _role({"assume_role_policy": document}, ["cmek"])
	denied == set()
}

test_success_unknown_part_is_undecided if {
	document := {"Statement": [{"Principal": {"AWS": [null]}}]}
	snapshot := json.patch(_role({"assume_role_policy": document}, ["cmek"]), [{
		"op": "add",
		"path": "/resources/aws_iam_role/0/unknown",
		"value": {"/assume_role_policy/Statement/0/Principal/AWS/0": {"reason": "variable \"account\" has no default"}},
	}])
	denied := rule.deny with input as snapshot
	{finding.undecided | some finding in denied} == {true}
}

test_success_unknown_registration_is_undecided if {
	key := {"id": "main", "name": "main", "complete": true, "values": {}, "unknown": {"/role": {"reason": "no text"}}}
	denied := rule.deny with input as {"resources": {"pinecone_cmek_key": [key]}}
	{[finding.undecided, finding.pointer] | some finding in denied} == {[true, "/role"]}
}

_role(values, purposes) := {"resources": {"aws_iam_role": [{
	"id": "aws_iam_role.cmek",
	"name": "cmek",
	"purposes": purposes,
	"complete": true,
	"values": values,
}]}}

_file(document) := {"resources": {"policy_document": [{
	"id": "trust.json",
	"name": "trust.json",
	"complete": true,
	"values": {"path": "trust.json", "document": document},
}]}}
