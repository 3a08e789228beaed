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

test_fail_provider_too_old if {
	index := sample.linked(sample.whole("index", {}), {"root": ["infra"]})
	every version, advice in {
		"0.8.0": `upgrade its provider from "0.8.0", which lacks the attribute, to 1.0.0 or later, and name its`,
		"1.0.0": "name its",
	} {
		infra := sample.whole("infra", {"required_providers": {"pinecone": {"version": version}}})
		denied := rule.deny with input as object.union(_index(index), {"linked": {"infra": infra}})
		sample.messages(denied) == {$`index "index" has no tag "environment", "owner": {advice} owner and its environment`}
	}
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
