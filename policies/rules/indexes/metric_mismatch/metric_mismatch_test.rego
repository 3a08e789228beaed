package policies.rules.indexes.metric_mismatch_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.metric_mismatch as rule

test_fail_declared_model if {
	denied := rule.deny with input as _index({"model": "gemini-embedding-001", "metric": "euclidean"})
	sample.places(denied) == {["index", "/metric"]}
	sample.messages(denied) == {
		`index "index" compares by "euclidean", and "gemini-embedding-001" is for "cosine": use that`,
	}
}

test_fail_sparse_model if {
	denied := rule.deny with input as _index({"embed": {"model": "pinecone-sparse-english-v0"}, "metric": "cosine"})
	{place.pointer | some finding in denied; some place in finding.related} == {"/embed/model"}
}

test_success_fits if {
	case := _index({"model": "intfloat/multilingual-e5-large", "metric": "euclidean"})
	rule.deny == set() with input as case
	rule.applies == {"index"} with input as case
}

test_success_not_judged if {
	every values in [{"model": "acme-embed-1", "metric": "euclidean"}, {"metric": "euclidean"}] {
		rule.deny == set() with input as _index(values)
		rule.applies == set() with input as _index(values)
	}
}

test_success_unknown_metric if {
	rule.deny == set() with input as _index({"model": "gemini-embedding-001"})
	rule.applies == {"index"} with input as _index({"model": "gemini-embedding-001"})
}

test_success_unknown_model if {
	index := sample.hidden(sample.whole("index", {"metric": "euclidean"}), ["/embed/model"])
	denied := rule.deny with input as {"resources": {"pinecone_index": [index]}}
	sample.undecided(denied) == {["index", "/embed/model"]}
	rule.applies == {"index"} with input as {"resources": {"pinecone_index": [index]}}
}

_index(values) := {"resources": {"pinecone_index": [sample.partial("index", values)]}}
