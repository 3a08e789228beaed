package policies.lib.models_test

import data.policies.lib.models
import data.policies.lib.sample_test as sample

test_used if {
	found := {[index.id, pointer, name] | some [index, _, pointer, name, _] in models.used} with input as _indexes
	found == {["a", "/model", "bge-m3"], ["b", "/embed/model", "multilingual-e5-large"], ["b", "/model", "bge-m3"]}
}

test_what_facts_say if {
	found := {model.vector_type | some [_, _, _, _, model] in models.used} with input as _indexes
	found == {"dense"}
}

# Of a knowledge base, the model gives what is asked for.
test_knowledge_base if {
	used := models.used with input as _kept([_base(_titan, {})])
	_gives(used) == {["base", _titan, [1024]]}
	asked := models.used with input as _kept([_base(_titan, {"dimensions": 256})])
	_gives(asked) == {["base", _titan, [256]]}
	fixed := models.used with input as _kept([_base("amazon.titan-embed-text-v1", {})])
	_gives(fixed) == {["base", "amazon.titan-embed-text-v1", [1536]]}
}

_gives(used) := {[named.id, name, model.dimensions] | some [_, named, _, name, model] in used}

test_knowledge_base_hidden_dimension if {
	base := sample.hidden(_base(_titan, {}), [_dimensions])
	{index.id | some index in models.flexible} == {"a"} with input as _kept([base])
	{model.dimensions | some [_, _, _, _, model] in models.used} == {[256, 512, 1024]} with input as _kept([base])
}

test_knowledge_base_hidden_model if {
	base := sample.hidden(sample.linked(sample.whole("base", {}), {"index": ["a"]}), [$"{_vectors}/embedding_model_arn"])
	{index.id | some index in models.hidden} == {"a"} with input as _kept([base])
}

# The region in the ARN may be hidden, and does not matter.
test_knowledge_base_of_any_region if {
	base := sample.hidden(_base(_titan, {}), [$"{_vectors}/embedding_model_arn"])
	used := models.used with input as _kept([base])
	_gives(used) == {["base", _titan, [1024]]}
	models.hidden == set() with input as _kept([base])
}

test_knowledge_base_of_one_of_two_indexes if {
	base := sample.linked(_base(_titan, {}), {"index": ["a", "b"]})
	models.used == set() with input as _kept([base])
}

_titan := "amazon.titan-embed-text-v2:0"

_vectors := "/knowledge_base_configuration/vector_knowledge_base_configuration"

_dimensions := $"{_vectors}/embedding_model_configuration/bedrock_embedding_model_configuration/dimensions"

_base(name, asked) := sample.linked(
	sample.whole("base", {"embedding_model": name, "knowledge_base_configuration": {
		"vector_knowledge_base_configuration": {
			"embedding_model_configuration": {"bedrock_embedding_model_configuration": asked},
		},
	}}),
	{"index": ["a"]},
)

_kept(bases) := {
	"resources": {"pinecone_index": [sample.linked(
		sample.partial("a", {}),
		{"knowledge_bases": [base.id | some base in bases]},
	)]},
	"linked": {base.id: base | some base in bases},
}

_indexes := {"resources": {"pinecone_index": [
	sample.partial("a", {"model": "BAAI/BGE-M3"}),
	sample.partial("b", {"model": "bge-m3", "embed": {"model": "multilingual-e5-large"}}),
	sample.partial("c", {"model": "acme-1"}),
	sample.partial("d", {}),
]}}

test_hidden_where_the_manifest_is_not_told if {
	index := sample.hidden(sample.partial("index", {}), ["/model"])
	found := {index.id | some index in models.hidden} with input as {"resources": {"pinecone_index": [index]}}
	found == {"index"}
}
