package policies.rules.indexes.dimension_mismatch_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.dimension_mismatch as rule

test_fail_declared_model if {
	denied := rule.deny with input as _index({"model": "OpenAI/text-embedding-3-small", "dimension": 3072})
	sample.messages(denied) == {concat(" ", [
		`index "index" has dimension 3072,`,
		`and "text-embedding-3-small" gives 1 to 1536: use one of these`,
	])}
}

test_fail_embedded_model if {
	denied := rule.deny with input as _index({"embed": {"model": "multilingual-e5-large"}, "dimension": 768})
	{other.pointer | some finding in denied; some other in finding.related} == {"/embed/model"}
}

test_fail_knowledge_base if {
	denied := rule.deny with input as _kept(_base("amazon.titan-embed-text-v2:0"), 512)
	sample.messages(denied) == {concat(" ", [
		`index "index" has dimension 512,`,
		`and "amazon.titan-embed-text-v2:0" gives "1024": use one of these`,
	])}
	{other.resource | some finding in denied; some other in finding.related} == {"base"}
}

test_success_knowledge_base if {
	rule.deny == set() with input as _kept(_base("amazon.titan-embed-text-v1"), 1536)
}

test_success_unknown_dimension_of_knowledge_base if {
	base := sample.hidden(_base("amazon.titan-embed-text-v2:0"), [concat("/", [
		"/knowledge_base_configuration/vector_knowledge_base_configuration",
		"embedding_model_configuration/bedrock_embedding_model_configuration/dimensions",
	])])
	denied := rule.deny with input as _kept(base, 512)
	sample.undecided(denied) == {["index", "/dimension"]}
	failed := rule.deny with input as _kept(base, 777)
	count(sample.messages(failed)) > 0
}

test_success_fits if {
	denied := rule.deny with input as _index({"model": "text-embedding-3-large", "dimension": 1024})
	denied == set()
}

test_success_not_judged if {
	every model in ["acme-embed-1", "pinecone-sparse-english-v0"] {
		case := _index({"model": model, "dimension": 7})
		denied := rule.deny with input as case
		denied == set()
		applies := rule.applies with input as case
		applies == set()
	}
}

test_success_unknown_dimension if {
	denied := rule.deny with input as _index({"model": "text-embedding-3-small"})
	denied == set()
}

test_success_unknown_model if {
	index := sample.hidden(sample.whole("index", {"dimension": 768}), ["/embed/model"])
	denied := rule.deny with input as {"resources": {"pinecone_index": [index]}}
	sample.undecided(denied) == {["index", "/embed/model"]}
	rule.applies == {"index"} with input as {"resources": {"pinecone_index": [index]}}
}

test_success_model_of_its_own_dimension if {
	index := sample.hidden(sample.whole("index", {}), ["/embed/model"])
	rule.deny == set() with input as {"resources": {"pinecone_index": [index]}}
	rule.applies == set() with input as {"resources": {"pinecone_index": [index]}}
}

_base(model) := sample.linked(sample.whole("base", {"embedding_model": model}), {"index": ["index"]})

_kept(base, dimension) := {
	"resources": {"pinecone_index": [sample.linked(
		sample.whole("index", {"dimension": dimension}),
		{"knowledge_bases": ["base"]},
	)]},
	"linked": {"base": base},
}

_index(values) := {"resources": {"pinecone_index": [sample.partial("index", values)]}}
