package policies.rules.cmek.unsupported_cloud_test

import data.policies.rules.cmek.unsupported_cloud as rule

test_fail_other_cloud if {
	denied := rule.deny with input as _snapshot({"deployment": "serverless", "cloud": "gcp"}, {"cmek": {"required": true}})
	{finding.message | some finding in denied} == {
		`index "products" is on "gcp", where project "search" cannot use its key: use "aws"`,
	}
}

test_fail_pod if {
	denied := rule.deny with input as _snapshot({"deployment": "pod"}, {"force_encryption_with_cmek": true})
	{finding.pointer | some finding in denied} == {"/deployment"}
}

test_success_aws if {
	snapshot := _snapshot({"deployment": "serverless", "cloud": "aws"}, {"force_encryption_with_cmek": true})
	rule.deny == set() with input as snapshot
	rule.applies == set() with input as snapshot
}

test_success_no_cmek if {
	denied := rule.deny with input as _snapshot({"deployment": "pod"}, {"force_encryption_with_cmek": false})
	denied == set()
}

test_success_unknown_cloud if {
	denied := rule.deny with input as _snapshot({"deployment": "serverless"}, {"force_encryption_with_cmek": true})
	denied == set()
}

test_success_unknown_enforcement if {
	snapshot := _snapshot({"deployment": "pod"}, {})
	rule.deny == set() with input as snapshot
	rule.applies == {"search/products"} with input as snapshot
}

test_success_unknown_project if {
	snapshot := {"resources": {"pinecone_index": [{
		"id": "products",
		"name": "products",
		"complete": true,
		"values": {"deployment": "serverless", "cloud": "gcp"},
	}]}}
	rule.deny == set() with input as snapshot
	rule.applies == set() with input as snapshot
}

_snapshot(index, project) := {
	"resources": {"pinecone_index": [{
		"id": "search/products",
		"name": "products",
		"complete": false,
		"values": index,
		"links": {"project": ["search"]},
	}]},
	"linked": {"search": {"id": "search", "name": "search", "complete": false, "values": project}},
}
