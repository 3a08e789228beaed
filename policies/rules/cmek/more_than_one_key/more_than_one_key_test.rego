package policies.rules.cmek.more_than_one_key_test

import data.policies.rules.cmek.more_than_one_key as rule

test_fail_second if {
	denied := rule.deny with input as _snapshot(["search/a", "search/b"])
	{finding.resource | some finding in denied} == {"search/b"}
	{place.resource | some finding in denied; some place in finding.related} == {"search/a"}
}

test_success_one if {
	denied := rule.deny with input as _snapshot(["search/a"])
	denied == set()
}

test_success_unknown_project if {
	denied := rule.deny with input as {"resources": {"pinecone_cmek_key": [
		{"id": "a", "name": "a", "values": {}},
		{"id": "b", "name": "b", "values": {}},
	]}}
	denied == set()
}

_snapshot(ids) := {
	"resources": {"pinecone_cmek_key": [key |
		some id in ids
		key := {"id": id, "name": id, "values": {"project": "search"}, "links": {"project": ["search"]}}
	]},
	"linked": {"search": {"id": "search", "name": "search", "values": {}, "links": {"cmek_keys": ids}}},
}
