package policies.rules.indexes.structured_ids_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.structured_ids as rule

test_fail_no_parts if {
	every pattern in ["uuid", "document_id", "sha256-of-the-text", "#", "chunk_number"] {
		denied := rule.deny with input as _index({"id_pattern": pattern})
		sample.places(denied) == {["index", "/id_pattern"]}
	}
	denied := rule.deny with input as _index({"id_pattern": "uuid"})
	sample.messages(denied) == {
		`index "index" has ids like "uuid": give them parts, as "document_id#chunk_number" has`,
	}
}

test_success_parts if {
	every pattern in [
		"document_id#chunk_number", "tenant:document:chunk", "user_id#data_type#item_id",
		"docs/{path}/{n}", "doc_id_chunk_id", "DocumentId_ChunkNumber", "page-{n}-part-{m}",
	] {
		rule.deny == set() with input as _index({"id_pattern": pattern})
		rule.applies == {"index"} with input as _index({"id_pattern": pattern})
	}
}

test_success_unknown_pattern if {
	rule.deny == set() with input as _index({})
	rule.applies == set() with input as _index({})
}

_index(values) := {"resources": {"pinecone_index": [sample.partial("index", values)]}}
