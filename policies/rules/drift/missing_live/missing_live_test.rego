package policies.rules.drift.missing_live_test

import data.policies.lib.sample_test as sample
import data.policies.rules.drift.missing_live as rule

test_fail_index if {
	case := _one("pinecone_index", [_sight("missing", "", `is not in project "search"`)])
	denied := rule.deny with input as case
	sample.places(denied) == {["a", ""]}
	said := `index "a" is declared and is not in project "search"`
	sample.messages(denied) == {$`{said}: apply what is declared, or remove the declaration`}
	{finding.shown | some finding in denied} == {[_by]}
	rule.applies == {"a"} with input as case
}

test_fail_what_is_named if {
	denied := rule.deny with input as _one("pinecone_cmek_key", [
		_sight("missing", "/role", "is not in account 1"),
		_sight("seen", "/key", ""),
	])
	sample.places(denied) == {["a", "/role"]}
	said := `registered key "a" names "arn:aws:iam::1:role/x", which is not in account 1`
	sample.messages(denied) == {$`{said}: apply what is declared, or remove the declaration`}
}

test_success_seen if {
	case := _one("pinecone_index", [_sight("seen", "", "")])
	rule.deny == set() with input as case
	rule.applies == {"a"} with input as case
}

test_success_nobody_was_asked if {
	case := {"resources": {"pinecone_index": [sample.whole("a", {})]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_whether_it_is_there if {
	denied := rule.deny with input as _one("pinecone_index", [_sight("unclear", "", "may be there")])
	sample.undecided(denied) == {["a", ""]}
	sample.places(denied) == set()
}

_by := {"source": "pinecone project search indexes", "pointer": "", "call": {"name": "GET /indexes"}}

_sight(state, pointer, reason) := {"state": state, "pointer": pointer, "reason": reason, "by": _by}

_one(kind, sights) := {"resources": {kind: [object.union(
	sample.whole("a", {key: value |
		some key, value in {"role": "arn:aws:iam::1:role/x"}
		kind == "pinecone_cmek_key"
	}),
	{"drift": {"live": sights}},
)]}}
