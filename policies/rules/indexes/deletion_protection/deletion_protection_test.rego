package policies.rules.indexes.deletion_protection_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.deletion_protection as rule

test_fail_disabled if {
	denied := rule.deny with input as _index({"deletion_protection": "disabled"}, {}, true)
	{finding.pointer | some finding in denied} == {"/deletion_protection"}
}

test_fail_unset if {
	denied := rule.deny with input as _index({}, {}, true)
	{finding.resource | some finding in denied} == {"search/products"}
}

test_fail_has_patch if {
	every version in [">= 0.7", "~> 2.0"] {
		denied := rule.deny with input as _in_terraform(version)
		{finding.patch | some finding in denied} == {[{"op": "set", "path": "/deletion_protection", "value": "enabled"}]}
		sample.messages(denied) == {concat(" ", [
			`index "products" has no deletion protection, so one call deletes it and its data:`,
			`set it to "enabled"`,
		])}
	}
}

test_fail_provider_too_old if {
	denied := rule.deny with input as _in_terraform("~> 0.7")
	{finding.pointer | some finding in denied} == {"/deletion_protection"}
	sample.messages(denied) == {concat(" ", [
		`index "products" has no deletion protection, so one call deletes it and its data:`,
		`upgrade its provider from "~> 0.7", which lacks the attribute, to 1.0.0 or later, and set it to "enabled"`,
	])}
	{object.get(finding, "patch", []) | some finding in denied} == {[]}
	{place.pointer | some finding in denied; some place in finding.related} == {"/required_providers/pinecone/version"}
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

_in_terraform(version) := {
	"resources": {"pinecone_index": [object.union(
		sample.linked(sample.whole("search/products", {}), {"root": ["infra"]}),
		{"name": "products"},
	)]},
	"linked": {"infra": sample.whole("infra", {"required_providers": {"pinecone": {"version": version}}})},
}
