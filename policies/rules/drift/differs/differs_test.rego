package policies.rules.drift.differs_test

import data.policies.lib.sample_test as sample
import data.policies.rules.drift.differs as rule

test_fail_values if {
	case := _index({"compared": true, "differences": [
		_difference("/deletion_protection", "enabled", "disabled"),
		_difference("/tags/owner", "search", null),
		_difference("/color", "a", "b"),
	]})
	denied := rule.deny with input as case
	{[finding.pointer, finding.severity] | some finding in denied} == {
		["/deletion_protection", "high"],
		["/tags/owner", "low"],
	}
	good := "apply what is declared, or declare what is right"
	sample.messages(denied) == {
		$`index "a" has "disabled" at /deletion_protection and terraform . declares "enabled": {good}`,
		$`index "a" has nothing at /tags/owner and terraform . declares "search": {good}`,
	}
	rule.applies == {"a"} with input as case
}

test_fail_shows_both_values if {
	one := _difference("/deletion_protection", "enabled", "disabled")
	denied := rule.deny with input as _index({"compared": true, "differences": [one]})
	{finding.shown | some finding in denied} == {[one.declared, one.live]}
}

test_success_same if {
	rule.deny == set() with input as _index({"compared": true})
	rule.applies == {"a"} with input as _index({"compared": true})
}

test_success_nothing_to_compare if {
	rule.applies == set() with input as _index({"declared": {"pointer": "", "state": "missing"}})
}

test_success_unknown_value if {
	denied := rule.deny with input as _index({"compared": true, "open": [
		{"pointer": "/deletion_protection", "reason": "who knows"},
		{"pointer": "/color", "reason": "nobody asks"},
	]})
	sample.undecided(denied) == {["a", "/deletion_protection"]}
	sample.places(denied) == set()
}

_difference(pointer, declared, live) := {
	"pointer": pointer,
	"declared": _shown({"source": "terraform .", "address": "pinecone_index.a", "pointer": pointer}, declared),
	"live": _shown({"source": "pinecone project search indexes", "pointer": pointer, "call": {"name": "GET"}}, live),
}

_shown(place, null) := place

_shown(place, value) := object.union(place, {"value": value}) if value != null

_index(drift) := {"resources": {"pinecone_index": [object.union(sample.whole("a", {}), {"drift": drift})]}}
