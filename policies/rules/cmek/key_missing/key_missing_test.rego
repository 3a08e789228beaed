package policies.rules.cmek.key_missing_test

import data.policies.rules.cmek.key_missing as rule

test_fail_enforced if {
	denied := rule.deny with input as _snapshot({"force_encryption_with_cmek": true}, {})
	{finding.message | some finding in denied} == {
		`project "search" is meant for a customer-managed key and has none registered: add its one key`,
	}
	{finding.absent | some finding in denied} == {["pinecone_cmek_key"]}
}

test_fail_required if {
	denied := rule.deny with input as _snapshot({"cmek": {"required": true}}, {})
	{finding.resource | some finding in denied} == {"search"}
}

test_applies_where_a_key_is_expected if {
	rule.applies == {"search"} with input as _snapshot({"force_encryption_with_cmek": true}, {})
}

test_success_registered if {
	denied := rule.deny with input as _snapshot({"force_encryption_with_cmek": true}, {"cmek_keys": ["search/main"]})
	denied == set()
}

test_success_unknown_enforcement if {
	rule.deny == set() with input as _snapshot({}, {})
	rule.applies == set() with input as _snapshot({}, {})
}

test_undecided_which_project if {
	unnamed := {
		"id": "unnamed", "name": "pinecone_project.this",
		"values": {"force_encryption_with_cmek": true}, "unknown": {"/name": {"reason": "known after apply"}},
	}
	declared := {"id": "search", "name": "search", "values": {}, "observations": [{"source": "manifest pinelint.yaml"}]}
	denied := rule.deny with input as {"resources": {"pinecone_project": [unnamed, declared]}}
	{[finding.message, finding.undecided] | some finding in denied} == {[
		`which project of the manifest "pinecone_project.this" is, and so its key, is not known`,
		true,
	]}
}

_snapshot(values, links) := {
	"resources": {"pinecone_project": [{
		"id": "search",
		"name": "search",
		"complete": false,
		"values": values,
		"links": links,
	}]},
	"linked": {"search/main": {"id": "search/main", "name": "main", "values": {"project": "search"}}},
}
