package policies.lib.resource_test

import data.policies.lib.resource
import data.policies.lib.sample_test as sample

test_linked_finds_judged_and_others if {
	project := sample.linked(sample.whole("project", {}), {"indexes": ["b", "gone", "a"]})
	found := resource.linked(project, "indexes") with input as {
		"resources": {"pinecone_index": [sample.whole("a", {})]},
		"linked": {"b": sample.whole("b", {})},
	}
	[other.id | some other in found] == ["b", "a"]
}

test_linked_is_empty_without_links if {
	found := resource.linked(sample.whole("project", {}), "indexes") with input as {"resources": {}}
	found == []
}
