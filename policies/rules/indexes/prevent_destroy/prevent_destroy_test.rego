package policies.rules.indexes.prevent_destroy_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.prevent_destroy as rule

test_fail_unset if {
	denied := rule.deny with input as _index({}, [], "terraform infra")
	sample.messages(denied) == {`index "index" can be destroyed by a plan: set prevent_destroy to "true"`}
}

test_fail_false if {
	denied := rule.deny with input as _index({"lifecycle": {"prevent_destroy": false}}, [], "terraform infra")
	sample.places(denied) == {["index", "/lifecycle/prevent_destroy"]}
}

test_success_true if {
	denied := rule.deny with input as _index({"lifecycle": {"prevent_destroy": true}}, [], "terraform infra")
	denied == set()
}

test_success_not_in_source if {
	case := _index({}, [], "plan tfplan.json")
	denied := rule.deny with input as case
	denied == set()
	applies := rule.applies with input as case
	applies == set()
}

test_success_unknown_value if {
	denied := rule.deny with input as _index({}, ["/lifecycle/prevent_destroy"], "terraform infra")
	denied == set()
}

_index(values, hidden, source) := {"resources": {"pinecone_index": [object.union(
	sample.hidden(sample.whole("index", values), hidden),
	{"observations": [{"source": source, "address": "pinecone_index.index", "complete": true, "values": values}]},
)]}}
