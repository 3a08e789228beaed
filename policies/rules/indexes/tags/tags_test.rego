package policies.rules.indexes.tags_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.tags as rule

test_fail_none if {
	denied := rule.deny with input as _index(sample.whole("index", {}))
	sample.messages(denied) == {`index "index" has no tag "environment", "owner": name its owner and its environment`}
}

test_fail_one if {
	denied := rule.deny with input as _index(sample.whole("index", {"tags": {"owner": "search"}}))
	sample.messages(denied) == {`index "index" has no tag "environment": name its owner and its environment`}
}

test_success_both if {
	denied := rule.deny with input as _index(sample.whole("index", {"tags": {"Team": "search", "env": "prod"}}))
	denied == set()
}

test_success_unknown_value if {
	index := sample.hidden(sample.whole("index", {"tags": {"owner": "search"}}), ["/tags/environment"])
	denied := rule.deny with input as _index(index)
	denied == set()
}

test_success_unknown_tags if {
	every index in [sample.hidden(sample.whole("index", {}), ["/tags"]), sample.partial("index", {})] {
		denied := rule.deny with input as _index(index)
		sample.messages(denied) == set()
		sample.undecided(denied) == {["index", "/tags"]}
	}
}

_index(index) := {"resources": {"pinecone_index": [index]}}
