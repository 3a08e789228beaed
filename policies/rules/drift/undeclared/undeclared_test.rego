package policies.rules.drift.undeclared_test

import data.policies.lib.sample_test as sample
import data.policies.rules.drift.undeclared as rule

test_fail_index if {
	case := _index("missing", "is declared nowhere")
	denied := rule.deny with input as case
	sample.places(denied) == {["toys", ""]}
	sample.messages(denied) == {`index "toys" is there and is declared nowhere: declare it, or delete it`}
	{finding.shown | some finding in denied} == {[_by]}
	{place.resource | some finding in denied; some place in finding.related} == {"search"}
	rule.applies == {"toys"} with input as case
}

test_success_declared if {
	rule.deny == set() with input as _index("seen", "")
	rule.applies == {"toys"} with input as _index("seen", "")
}

test_success_not_managed if {
	case := {"resources": {"pinecone_index": [sample.whole("toys", {})]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_declarations if {
	denied := rule.deny with input as _index("unclear", "may be declared")
	sample.undecided(denied) == {["toys", ""]}
	sample.places(denied) == set()
}

_by := {"source": "pinecone project search indexes", "pointer": "", "value": "toys"}

_index(state, reason) := {
	"resources": {"pinecone_index": [object.union(
		sample.linked(sample.whole("toys", {}), {"project": ["search"]}),
		{"drift": {"declared": {"state": state, "pointer": "", "reason": reason, "by": _by}}},
	)]},
	"linked": {"search": sample.partial("search", {})},
}
