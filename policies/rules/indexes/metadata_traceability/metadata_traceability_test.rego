package policies.rules.indexes.metadata_traceability_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.metadata_traceability as rule

test_fail_none_names_it if {
	denied := rule.deny with input as _index({"metadata": ["language", "chunk_number"]})
	sample.places(denied) == {["index", "/metadata"]}
	sample.messages(denied) == {
		`index "index" has metadata "language, chunk_number", which name no document: add "document_id"`,
	}
}

test_fail_no_field if {
	denied := rule.deny with input as _index({"metadata": []})
	sample.messages(denied) == {
		`index "index" has metadata without a field, which name no document: add "document_id"`,
	}
}

test_success_named if {
	every field in ["document_id", "documentId", "docId", "DOC_ID", "sourceURL", "page", "file_name", "s3_key"] {
		rule.deny == set() with input as _index({"metadata": ["language", field]})
		rule.applies == {"index"} with input as _index({"metadata": ["language", field]})
	}
}

test_success_unknown_field if {
	index := sample.hidden(sample.partial("index", {"metadata": ["language", null]}), ["/metadata/1"])
	sample.undecided(rule.deny) == {["index", "/metadata"]} with input as {"resources": {"pinecone_index": [index]}}
	named := sample.hidden(sample.partial("index", {"metadata": ["source", null]}), ["/metadata/1"])
	rule.deny == set() with input as {"resources": {"pinecone_index": [named]}}
	rule.applies == {"index"} with input as {"resources": {"pinecone_index": [named]}}
	rule.deny == set() with input as _index({})
	rule.applies == set() with input as _index({})
}

_index(values) := {"resources": {"pinecone_index": [sample.partial("index", values)]}}

test_success_unknown_metadata if {
	case := {"resources": {"pinecone_index": [sample.hidden(sample.partial("index", {}), ["/metadata"])]}}
	denied := rule.deny with input as case
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", "/metadata"]}
}
