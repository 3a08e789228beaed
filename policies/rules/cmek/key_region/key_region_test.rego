package policies.rules.cmek.key_region_test

import data.policies.rules.cmek.key_region as rule

test_fail_elsewhere if {
	denied := rule.deny with input as _snapshot("eu-west-1", ["us-east-1", "us-west-2"])
	{finding.message | some finding in denied} == {
		`key "main" is in "eu-west-1" and its indexes are not: use a key in "us-east-1, us-west-2"`,
	}
}

test_applies_where_there_are_indexes if rule.applies == {"search/main"} with input as _snapshot("us-west-2", [null])

test_success_one_agrees if {
	denied := rule.deny with input as _snapshot("us-west-2", ["us-east-1", "us-west-2"])
	denied == set()
}

test_success_one_agrees_and_one_is_unknown if {
	denied := rule.deny with input as _snapshot("us-west-2", [null, "us-west-2"])
	denied == set()
}

test_success_no_indexes if {
	rule.deny == set() with input as _snapshot("us-west-2", [])
	rule.applies == set() with input as _snapshot("us-west-2", [])
}

test_success_unknown_index_region_is_undecided if {
	denied := rule.deny with input as _snapshot("eu-west-1", [null, "us-west-2"])
	{finding.undecided | some finding in denied} == {true}
}

test_success_unknown_key_region_is_undecided if {
	snapshot := json.patch(_snapshot("eu-west-1", ["us-west-2"]), [{
		"op": "replace",
		"path": "/resources/pinecone_cmek_key/0/values/key",
		"value": "terraform:aws_kms_key.main",
	}])
	denied := rule.deny with input as snapshot
	{finding.undecided | some finding in denied} == {true}
}

_snapshot(region, index_regions) := {
	"resources": {"pinecone_cmek_key": [{
		"id": "search/main",
		"name": "main",
		"values": {"key": $"arn:aws:kms:{region}:210987654321:key/0f1e2d3c-4b5a-4697-8877-665544332211"},
		"links": {"project": ["search"]},
	}]},
	"linked": object.union({"search": _project(object.keys(_indexes(index_regions)))}, _indexes(index_regions)),
}

_project(indexes) := {"id": "search", "name": "search", "values": {}, "links": {"indexes": indexes}}

_indexes(regions) := {id: index |
	some place, region in regions
	id := $"search/{place}"
	index := {"id": id, "name": id, "values": {key: value | some key, value in {"region": region}; value != null}}
}
