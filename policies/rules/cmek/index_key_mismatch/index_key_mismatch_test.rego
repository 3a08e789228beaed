package policies.rules.cmek.index_key_mismatch_test

import data.policies.rules.cmek.index_key_mismatch as rule

_ours := "arn:aws:kms:us-east-1:210987654321:key/0f1e2d3c-4b5a-4697-8877-665544332211"

_other := "arn:aws:kms:us-east-1:210987654321:key/99999999-4b5a-4697-8877-665544332211"

test_fail_other if {
	denied := rule.deny with input as _snapshot({"cmek_id": _other}, {}, _ours)
	{finding.message | some finding in denied} == {
		$`index "products" has key "{_other}" and not its project's: use the key of "main"`,
	}
}

test_fail_none_where_none_is_enforced if {
	denied := rule.deny with input as _snapshot({}, {"force_encryption_with_cmek": false}, _ours)
	{finding.pointer | some finding in denied} == {"/cmek_id"}
}

test_applies_where_a_key_is_registered if rule.applies == {"search/products"} with input as _snapshot({}, {}, _ours)

test_success_none_where_one_is_enforced if {
	denied := rule.deny with input as _snapshot({}, {"force_encryption_with_cmek": true}, _ours)
	denied == set()
}

test_success_same if {
	denied := rule.deny with input as _snapshot({"cmek_id": _ours}, {}, _ours)
	denied == set()
}

test_success_no_key_to_compare_with if {
	snapshot := {"resources": {"pinecone_index": [{
		"id": "products",
		"name": "products",
		"complete": true,
		"values": {"cmek_id": _other},
	}]}}
	rule.deny == set() with input as snapshot
	rule.applies == set() with input as snapshot
}

test_success_unknown_key_is_undecided if {
	denied := rule.deny with input as _snapshot({"cmek_id": _other}, {}, "terraform:aws_kms_key.main")
	{finding.undecided | some finding in denied} == {true}
}

test_success_unknown_index_is_undecided if {
	snapshot := json.patch(_snapshot({}, {"force_encryption_with_cmek": false}, _ours), [{
		"op": "add",
		"path": "/linked/search~1products/unknown",
		"value": {"/cmek_id": {"reason": "known after apply"}},
	}])
	denied := rule.deny with input as snapshot
	{finding.undecided | some finding in denied} == {true}
}

test_success_same_key_in_terraform if {
	links := {"key": ["aws_kms_key.main"], "project": ["search"]}
	snapshot := json.patch(_snapshot({}, {}, "terraform:aws_kms_key.main"), [
		{"op": "replace", "path": "/linked/search~1products/links", "value": links},
		{"op": "replace", "path": "/linked/search~1products/complete", "value": false},
		{"op": "replace", "path": "/resources/pinecone_cmek_key/0/links", "value": links},
	])
	rule.deny == set() with input as snapshot
	rule.applies == {"search/products"} with input as snapshot
}

_snapshot(index, project, key) := {
	"resources": {"pinecone_cmek_key": [{
		"id": "search/main",
		"name": "main",
		"values": {"key": key},
		"links": {"project": ["search"]},
	}]},
	"linked": {
		"search": {
			"id": "search",
			"name": "search",
			"complete": true,
			"values": project,
			"links": {"cmek_keys": ["search/main"], "indexes": ["search/products"]},
		},
		"search/products": {
			"id": "search/products",
			"name": "products",
			"complete": true,
			"values": index,
			"links": {"project": ["search"]},
		},
	},
}
