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
	cmek.expected(_project({}, {"cmek_keys": ["search/main"]}))
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

test_key_region if {
	cmek.key_region(_registration) == "us-east-1" with input as _snapshot({"arn": _arn})
}

test_key_arn_unknown if {
	not cmek.key_arn(_registration) with input as _snapshot({})
}

test_key_arns if {
	literal := {"complete": false, "values": {"key": "arn:b"}}
	cmek.key_arns([_registration, literal]) == [_arn, "arn:b"] with input as _snapshot({"arn": _arn})
	not cmek.key_arns([_registration]) with input as _snapshot({})
}

test_encrypted if {
	snapshot := {
		"resources": {"pinecone_cmek_key": [{"id": "main", "name": "main", "values": {}, "links": {"project": ["search"]}}]},
		"linked": {
			"search": {"id": "search", "name": "search", "values": {}, "links": {"cmek_keys": ["main"], "indexes": ["a"]}},
			"a": {"id": "a", "name": "a", "values": {}},
		},
	}
	found := {[index.id, project.id, keys[0].id] | some [index, project, keys] in cmek.encrypted} with input as snapshot
	found == {["a", "search", "main"]}
}

_snapshot(values) := {
	"resources": {},
	"linked": {"aws_kms_key.main": {"id": "aws_kms_key.main", "name": "main", "complete": true, "values": values}},
}

_project(values, links) := {"id": "search", "name": "search", "complete": true, "values": values, "links": links}
