package policies.rules.sso.idp_roles_lockout_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.idp_roles_lockout as rule

_ada := {"value": "pinecone:OrgOwner", "members": ["Ada@acme.com"]}

test_fail_not_enforced if {
	denied := rule.deny with input as _case({"enforced": false, "role_mapping": [_ada]}, ["ada@acme.com"], [])
	sample.places(denied) == {["acme", "/sso/enforced"]}
}

test_fail_nobody if {
	every mapping in [
		[],
		[{"value": "pinecone:OrgMember"}],
		[{"value": "pinecone:OrgOwner", "members": ["eve@acme.com"]}],
	] {
		denied := rule.deny with input as _case({"enforced": true, "role_mapping": mapping}, ["ada@acme.com"], [])
		sample.messages(denied) == {
			`none of the owners "ada@acme.com" of "acme" gets "pinecone:OrgOwner": give it to one of them`,
		}
	}
}

test_fail_no_attribute if {
	statements := [{"name": "email", "values": ["user.email"]}]
	case := _case({"enforced": true, "role_mapping": [_ada]}, ["ada@acme.com"], statements)
	denied := rule.deny with input as case
	sample.messages(denied) == {
		`"app" sends no attribute "roles", so every member loses all roles: send "pinecone:OrgOwner" to an owner`,
	}
}

test_success_mapped if {
	statements := [{"name": "roles", "values": ["user.pineconeRoles"]}]
	case := _case({"enforced": true, "role_mapping": [_ada]}, ["ada@acme.com", "bob@acme.com"], statements)
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_owner_that_pinecone_shows if {
	case := _case({"enforced": true, "role_mapping": [_ada], "roles_from": "scim"}, [], [])
	shown := json.patch(case, [
		{"op": "add", "path": "/resources/pinecone_organization/0/links/owner_bindings", "value": ["binding"]},
		{"op": "add", "path": "/linked/binding", "value": sample.linked(sample.whole("binding", {}), {"principal": ["ada"]})},
		{"op": "add", "path": "/linked/ada", "value": sample.whole("ada", {"email": "ada@acme.com"})},
	])
	rule.deny == set() with input as shown
}

test_success_roles_from_the_console if {
	case := _case({"roles_from": "console"}, [], [])
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_mapping if {
	statements := [{"name": "roles", "values": ["user.pineconeRoles"]}]
	every sso in [
		{"enforced": true},
		{"enforced": true, "role_mapping": [{"value": "pinecone:OrgOwner"}]},
		{"role_mapping": [_ada]},
	] {
		denied := rule.deny with input as _case(sso, ["ada@acme.com"], statements)
		sample.messages(denied) == set()
		sample.undecided(denied) == {["acme", "/sso/role_mapping"]}
	}
}

test_success_unknown_owner if {
	eve := {"value": "pinecone:OrgOwner", "members": ["eve@acme.com"]}
	case := _case({"enforced": true, "role_mapping": [eve], "roles_from": "scim"}, ["ada@acme.com"], [])
	denied := rule.deny with input as json.patch(case, [
		{"op": "add", "path": "/resources/pinecone_organization/0/links/owner_bindings", "value": ["binding"]},
		{"op": "add", "path": "/linked/binding", "value": sample.linked(sample.whole("binding", {}), {"principal": ["u-2"]})},
		{"op": "add", "path": "/linked/u-2", "value": sample.hidden(sample.whole("u-2", {}), ["/email"])},
	])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/sso/role_mapping"]}
}

_case(sso, owners, statements) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", {"sso": object.union({"roles_from": "saml"}, sso), "owners": owners}),
		{"sso_apps": [id | statements != []; id := "app"]},
	)]},
	"linked": {"app": sample.whole("app", {"attribute_statements": statements})},
}
