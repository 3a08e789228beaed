package policies.lib.models_test

import data.policies.lib.models
import data.policies.lib.sample_test as sample

test_used if {
	found := {[index.id, pointer, name] | some [index, pointer, name, _] in models.used} with input as _indexes
	found == {["a", "/model", "bge-m3"], ["b", "/embed/model", "multilingual-e5-large"], ["b", "/model", "bge-m3"]}
}

test_what_facts_say if {
	found := {model.vector_type | some [_, _, _, model] in models.used} with input as _indexes
	found == {"dense"}
}

_indexes := {"resources": {"pinecone_index": [
	sample.partial("a", {"model": "BAAI/BGE-M3"}),
	sample.partial("b", {"model": "bge-m3", "embed": {"model": "multilingual-e5-large"}}),
	sample.partial("c", {"model": "acme-1"}),
	sample.partial("d", {}),
]}}
