package policies.lib.cmek_test

import data.policies.lib.cmek

_arn := "arn:aws:kms:us-east-1:210987654321:key/0f1e2d3c-4b5a-4697-8877-665544332211"

_registration := {
	"id": "search/main",
	"name": "main",
	"values": {"key": "terraform:aws_kms_key.main"},
	"links": {"key": ["aws_kms_key.main"]},
}

test_expected if {
	cmek.expected(_project({"force_encryption_with_cmek": true}, {}))
	cmek.expected(_project({"cmek": {"required": true}}, {}))
	cmek.expected(_project({}, {"cmek_keys": ["search/main"]})) with input as {
		"resources": {},
		"linked": {"search/main": _registration},
	}
}

test_not_expected if {
	not cmek.expected(_project({"force_encryption_with_cmek": false, "cmek": {"required": false}}, {}))
	not cmek.expected(_project({}, {}))
}

test_keys if {
	cmek.key_ids == {"a"} with input as {"resources": {"aws_kms_key": [
		{"id": "a", "name": "a", "purposes": ["cmek"], "values": {}},
		{"id": "b", "name": "b", "purposes": ["audit_logs"], "values": {}},
		{"id": "c", "name": "c", "values": {}},
	]}}
}

test_no_keys if cmek.key_ids == set() with input as {"resources": {}}

test_key_arn_of_registration if cmek.key_arn({"complete": false, "values": {"key": _arn}}) == _arn

test_key_arn_of_key if {
	cmek.key_arn(_registration) == _arn with input as _snapshot({"arn": _arn})
}

test_key_arn_unknown if {
	not cmek.key_arn(_registration) with input as _snapshot({})
}

_snapshot(values) := {
	"resources": {},
	"linked": {"aws_kms_key.main": {"id": "aws_kms_key.main", "name": "main", "complete": true, "values": values}},
}

_project(values, links) := {"id": "search", "name": "search", "complete": true, "values": values, "links": links}
