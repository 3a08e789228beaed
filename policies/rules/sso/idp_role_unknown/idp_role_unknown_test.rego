package policies.rules.sso.idp_role_unknown_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.idp_role_unknown as rule

test_fail_no_role if {
	every value in ["pinecone:Owner", "pinecone:orgowner", "pinecone:ProjectOwner", "pinecone:project:7f0c:OrgOwner"] {
		denied := rule.deny with input as _group(value, [])
		sample.places(denied) == {["group", "/name"]}
		sample.messages(denied) == {concat("", [
			$`"group" gives "{value}", which is no role: use "pinecone:<role>" or "pinecone:project:<id>:<role>"`,
		])}
	}
}

test_fail_everywhere if {
	cases := {
		"okta_app_saml": {"attribute_statements": [
			{"name": "roles", "values": ["user.pineconeRoles", "pinecone:Admin"]},
			{"name": "roles", "type": "GROUP", "filter_type": "STARTS_WITH", "filter_value": "pinecone:Pro"},
		]},
		"okta_app_user_schema_property": {"index": "owner", "enum": ["pinecone:Admin"]},
		"okta_user_schema_property": {"array_one_of": [{"const": "pinecone:Admin", "title": "Admin"}]},
		"okta_profile_mapping": {"mappings": [{"id": "x", "expression": "isMemberOfGroupName('a') ? 'pinecone:Admin' : ''"}]},
		"pinecone_organization": {"sso": {"role_mapping": [{"value": "pinecone:Admin", "members": ["ada@acme.com"]}]}},
	}
	pointers := {pointer |
		some type, values in cases
		denied := rule.deny with input as {"resources": {type: [sample.whole("thing", values)]}}
		some [_, pointer] in sample.places(denied)
	}
	pointers == {
		"/attribute_statements/0/values/1", "/enum/0", "/array_one_of/0/const",
		"/mappings/0/expression", "/sso/role_mapping/0/value",
	}
}

test_fail_project_name if {
	denied := rule.deny with input as _group("pinecone:project:search:ProjectEditor", [])
	sample.messages(denied) == {concat(" ", [
		`"group" gives "pinecone:project:search:ProjectEditor", and "search" is the name of a project:`,
		"use the project's id",
	])}
}

test_fail_no_project if {
	seen := [{"source": "pinecone organization projects", "address": "7f0c", "values": {}}]
	denied := rule.deny with input as _group("pinecone:project:99:ProjectEditor", seen)
	sample.messages(denied) == {concat(" ", [
		`"group" gives "pinecone:project:99:ProjectEditor", and there is no project "99":`,
		"use the id of one that exists",
	])}
}

test_success_roles if {
	every value in ["pinecone:OrgOwner", "pinecone:project:7f0c:DataPlaneViewer", "engineers"] {
		rule.deny == set() with input as _group(value, [])
	}
	rule.applies == {"group"} with input as _group("pinecone:OrgOwner", [])
	rule.applies == set() with input as _group("engineers", [])
}

test_success_filters if {
	rule.deny == set() with input as {"resources": {"okta_app_saml": [sample.whole("app", {"attribute_statements": [
		{"name": "roles", "filter_type": "STARTS_WITH", "filter_value": "pinecone:"},
		{"name": "roles", "filter_type": "EQUALS", "filter_value": "pinecone:OrgMember"},
		{"name": "roles", "values": ["user.getGroups({'group.profile.name': 'pinecone:', 'operator': 'STARTS_WITH'})"]},
		null,
	]})]}}
}

test_success_unknown_project if {
	denied := rule.deny with input as _group("pinecone:project:99:ProjectEditor", [])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["group", "/name"]}
}

test_success_unknown_name if {
	group := object.union(sample.hidden(sample.whole("group", {}), ["/name"]), {"purposes": ["sso"]})
	denied := rule.deny with input as {"resources": {"okta_group": [group]}}
	sample.undecided(denied) == {["group", "/name"]}
}

_group(name, observations) := {
	"resources": {"okta_group": [sample.linked(sample.whole("group", {"name": name}), {"organization": ["acme"]})]},
	"linked": {
		"acme": sample.linked(sample.partial("acme", {}), {"projects": ["search"]}),
		"search": object.union(sample.whole("search", {"id": "7f0c"}), {"observations": observations}),
	},
}
