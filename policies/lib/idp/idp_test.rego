package policies.lib.idp_test

import data.policies.lib.idp
import data.policies.lib.sample_test as sample

test_values if {
	values := {
		"name": "pinecone:OrgOwner",
		"description": "who gets pinecone:OrgManager",
		"mappings": [
			{"id": "a", "expression": "x ? 'pinecone:OrgMember' : 'pinecone:project:7f-0c:ProjectEditor'"},
			{"id": "b", "expression": "'pinecone:' + user.role"},
		],
	}
	idp.values(sample.whole("thing", values)) == {
		["/name", "pinecone:OrgOwner"],
		["/mappings/0/expression", "pinecone:OrgMember"],
		["/mappings/0/expression", "pinecone:project:7f-0c:ProjectEditor"],
	}
}

test_values_of_statements if {
	statements := [
		null,
		{"name": "roles", "filter_type": "EQUALS", "filter_value": "pinecone:A"},
		{"name": "roles", "filter_type": "STARTS_WITH", "filter_value": "pinecone:B"},
		{"name": "roles", "values": ["pinecone:C"]},
	]
	idp.values(sample.whole("app", {"attribute_statements": statements})) == {
		["/attribute_statements/1/filter_value", "pinecone:A"],
		["/attribute_statements/3/values/0", "pinecone:C"],
	}
}

test_values_of_none if idp.values(sample.whole("thing", {"name": "engineers", "enum": [null]})) == set()

test_organization_role if {
	idp.organization_role("pinecone:OrgOwner") == "OrgOwner"
	every value in ["pinecone:ProjectOwner", "pinecone:", "OrgOwner", "pinecone:OrgOwner:x"] {
		not idp.organization_role(value)
	}
}

test_project_role if {
	idp.project_role("pinecone:project:7f0c:DataPlaneViewer") == ["7f0c", "DataPlaneViewer"]
	every value in ["pinecone:project:7f0c:OrgOwner", "pinecone:project:7f0c", "pinecone:x:7f0c:ProjectOwner"] {
		not idp.project_role(value)
	}
}
