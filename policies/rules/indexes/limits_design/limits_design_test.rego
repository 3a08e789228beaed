package policies.rules.indexes.limits_design_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.limits_design as rule

test_fail_each if {
	design := {"dimension": 20001, "metadata_bytes": 40961, "id_length": 513, "top_k": 10001, "batch": 1001}
	denied := rule.deny with input as _index(design)
	{finding.pointer | some finding in denied} == {"/dimension", "/metadata_bytes", "/id_length", "/top_k", "/batch"}
}

test_fail_message if {
	denied := rule.deny with input as _index({"top_k": 20000})
	sample.messages(denied) == {
		`index "index" is designed for "20000" results of a query, and the limit is "10000": stay within it`,
	}
}

test_fail_batch_of_text if {
	denied := rule.deny with input as _index({"batch": 97, "embed": {"model": "multilingual-e5-large"}})
	sample.places(denied) == {["index", "/batch"]}
}

test_success_within if {
	design := {"dimension": 20000, "metadata_bytes": 40960, "id_length": 512, "top_k": 10000, "batch": 1000}
	rule.deny == set() with input as _index(design)
	rule.applies == {"index"} with input as _index(design)
	rule.deny == set() with input as _index({"batch": 96, "embed": {"model": "multilingual-e5-large"}})
}

test_success_unknown_design if {
	rule.deny == set() with input as _index({})
	rule.applies == set() with input as _index({})
}

_index(values) := {"resources": {"pinecone_index": [sample.partial("index", values)]}}

test_success_unknown_each if {
	pointers := {"/dimension", "/metadata_bytes", "/id_length", "/top_k", "/batch"}
	hidden := sample.hidden(sample.partial("index", {}), pointers)
	denied := rule.deny with input as {"resources": {"pinecone_index": [hidden]}}
	sample.places(denied) == set()
	{pointer | some [_, pointer] in sample.undecided(denied)} == pointers
}

test_success_dimension_of_a_model if {
	index := sample.hidden(sample.partial("index", {"embed": {"model": "multilingual-e5-large"}}), ["/dimension"])
	rule.deny == set() with input as {"resources": {"pinecone_index": [index]}}
	rule.applies == {"index"} with input as {"resources": {"pinecone_index": [index]}}
}

test_success_unknown_whether_it_embeds if {
	every batch, undecided in {96: set(), 97: {["index", "/batch"]}} {
		index := sample.hidden(sample.partial("index", {"batch": batch}), ["/embed"])
		denied := rule.deny with input as {"resources": {"pinecone_index": [index]}}
		sample.places(denied) == set()
		sample.undecided(denied) == undecided
	}
}
