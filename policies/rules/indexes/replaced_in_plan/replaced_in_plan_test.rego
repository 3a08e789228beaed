package policies.rules.indexes.replaced_in_plan_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.replaced_in_plan as rule

test_fail_deleted if {
	denied := rule.deny with input as _index({"change": {"actions": ["delete"]}})
	sample.messages(denied) == {`plan does "delete" to index "index", which loses its data: keep it in place`}
}

test_fail_replaced if {
	every actions in [["delete", "create"], ["create", "delete"]] {
		denied := rule.deny with input as _index({"change": {"actions": actions}})
		sample.places(denied) == {["index", "/change/actions"]}
	}
}

test_success_changed_in_place if {
	every action in ["create", "update", "no-op", "read"] {
		denied := rule.deny with input as _index({"change": {"actions": [action]}})
		denied == set()
	}
}

test_success_unknown_plan if {
	denied := rule.deny with input as _index({})
	denied == set()
	applies := rule.applies with input as _index({})
	applies == set()
}

_index(values) := {"resources": {"pinecone_index": [sample.whole("index", values)]}}
