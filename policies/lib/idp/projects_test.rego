package policies.lib.idp_test

import data.policies.lib.idp
import data.policies.lib.sample_test as sample

test_given if {
	found := idp.given with input as {"resources": {
		"okta_group": [sample.whole("group", {"name": "pinecone:OrgOwner"}), sample.whole("staff", {"name": "staff"})],
		"okta_profile_mapping": [sample.whole("mapping", {"mappings": [{"expression": "'pinecone:OrgMember'"}]})],
	}}
	{[thing.id, pointer, value] | some [thing, pointer, value] in found} == {
		["group", "/name", "pinecone:OrgOwner"],
		["mapping", "/mappings/0/expression", "pinecone:OrgMember"],
	}
}

test_projects if {
	every thing in [
		sample.linked(sample.whole("group", {}), {"organization": ["acme"]}),
		sample.linked(sample.partial("acme", {}), {"projects": ["search"]}),
	] {
		idp.misnamed(thing, "pinecone:project:search:ProjectOwner") == "search" with input as _projects([])
		idp.missing(thing, "pinecone:project:99:ProjectOwner") == "99" with input as _projects([])
		not idp.missing(thing, "pinecone:project:7f0c:ProjectOwner") with input as _projects([])
		not idp.misnamed(thing, "pinecone:project:7f0c:ProjectOwner") with input as _projects([])
	}
}

test_knows_projects if {
	group := sample.linked(sample.whole("group", {}), {"organization": ["acme"]})
	idp.knows_projects(group) with input as _projects(["pinecone organization projects"])
	not idp.knows_projects(group) with input as _projects(["manifest pinelint.yaml", "terraform infra"])
}

_projects(sources) := {"resources": {}, "linked": {
	"acme": sample.linked(sample.partial("acme", {}), {"projects": ["search"]}),
	"search": object.union(
		sample.whole("search", {"id": "7f0c"}),
		{"observations": [{"source": source, "address": "x", "values": {}} | some source in sources]},
	),
}}
