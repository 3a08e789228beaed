package policies.rules.indexes.deletion_protection_test

import data.policies.rules.indexes.deletion_protection as rule

test_fail_disabled if {
	denied := rule.deny with input as _index({"deletion_protection": "disabled"}, {}, true)
	{finding.pointer | some finding in denied} == {"/deletion_protection"}
}

test_fail_unset if {
	denied := rule.deny with input as _index({}, {}, true)
	{finding.resource | some finding in denied} == {"search/products"}
}

test_success_enabled if {
	denied := rule.deny with input as _index({"deletion_protection": "enabled"}, {}, true)
	denied == set()
}

test_success_unknown_value if {
	denied := rule.deny with input as _index({}, {"/deletion_protection": {"reason": "known after apply"}}, true)
	denied == set()
}

test_success_unknown_source if {
	denied := rule.deny with input as _index({}, {}, false)
	denied == set()
}

_index(values, unknown, complete) := {"resources": {"pinecone_index": [{
	"id": "search/products",
	"name": "products",
	"complete": complete,
	"values": object.union({"name": "products"}, values),
	"unknown": unknown,
}]}}
