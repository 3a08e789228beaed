package policies.rules.projects.member_too_broad_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.member_too_broad as rule

test_fail_roles_that_edit if {
	every role in ["ProjectOwner", "ProjectManager", "ProjectEditor"] {
		denied := rule.deny with input as _case(role, {"admins": ["ada@acme.example"]}, "bob@acme.example")
		sample.messages(denied) == {concat(" ", [
			$`user "bob@acme.example" is "{role}" of project "search" and none of its admins:`,
			"give a viewer's role, or list the address under admins",
		])}
		sample.places(denied) == {["binding", "/role"]}
	}
}

test_fail_no_admins if {
	denied := rule.deny with input as _case("ProjectOwner", {}, "bob@acme.example")
	sample.places(denied) == {["binding", "/role"]}
}

test_fail_mapped if {
	denied := rule.deny with input as _mapping("ProjectEditor", {"id": "p-1", "admins": ["ada@acme.example"]})
	sample.messages(denied) == {concat(" ", [
		`user "bob@acme.example" gets "ProjectEditor" of project "search" from the identity provider`,
		"and is none of its admins: give a viewer's role, or list the address under admins",
	])}
	sample.places(denied) == {["acme", "/sso/role_mapping/0/members/1"]}
}

test_success_mapped if {
	every case in [
		_mapping("ProjectEditor", {"id": "p-1", "admins": ["ada@acme.example", "Bob@acme.example"]}),
		_mapping("ProjectViewer", {"id": "p-1"}),
		_mapping("ProjectEditor", {"id": "p-2"}),
		json.remove(_mapping("ProjectEditor", {"id": "p-1"}), ["/resources/pinecone_organization/0/values/sso/roles_from"]),
		json.patch(_mapping("ProjectEditor", {"id": "p-1"}), [{
			"op": "add", "path": "/linked/search/environment", "value": "staging",
		}]),
	] {
		rule.deny == set() with input as case
	}
}

test_success_unknown_mapped if {
	every case in [
		json.remove(_mapping("ProjectEditor", {"id": "p-1"}), ["/linked/search/observations"]),
		json.patch(_mapping("ProjectEditor", {}), [{"op": "replace", "path": "/linked/search/complete", "value": false}]),
		json.patch(_mapping("ProjectEditor", {"id": "p-1"}), [{
			"op": "add", "path": "/linked/search/unknown", "value": {"/admins": {"reason": "it is not valid"}},
		}]),
	] {
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		[acme | some [acme, _] in sample.undecided(denied)] == ["acme", "acme"]
	}
}

test_success_admin if {
	denied := rule.deny with input as _case("ProjectOwner", {"admins": ["Ada@Acme.example"]}, "ada@acme.EXAMPLE")
	denied == set()
}

test_success_lesser_roles if {
	every role in ["ProjectMember", "ProjectViewer", "DataPlaneEditor", "ControlPlaneEditor"] {
		denied := rule.deny with input as _case(role, {}, "bob@acme.example")
		denied == set()
	}
}

test_success_others if {
	case := _case("ProjectOwner", {}, "bob@acme.example")
	binding := case.resources.pinecone_role_binding[0]
	every change in [{"principal_type": "service_account"}, {"resource_type": "organization"}] {
		other := object.union(binding, {"values": object.union(binding.values, change)})
		input_ := object.union(case, {"resources": {"pinecone_role_binding": [other]}})
		rule.deny == set() with input as input_
		rule.applies == set() with input as input_
	}
}

test_success_unknown_person if {
	denied := rule.deny with input as json.remove(_case("ProjectOwner", {}, "x"), ["/linked/bob/values/email"])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["binding", "/role"]}
}

test_success_unknown_project if {
	undeclared := json.remove(_case("ProjectOwner", {}, "x"), ["/linked/search/observations"])
	elsewhere := json.remove(_case("ProjectOwner", {}, "x"), ["/resources/pinecone_role_binding/0/links/project"])
	every case in [undeclared, elsewhere] {
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["binding", "/role"]}
	}
}

test_success_unknown_role if {
	case := _case("ProjectOwner", {}, "x")
	binding := sample.hidden(json.remove(case.resources.pinecone_role_binding[0], ["/values/role"]), ["/role"])
	denied := rule.deny with input as object.union(case, {"resources": {"pinecone_role_binding": [binding]}})
	sample.undecided(denied) == {["binding", "/role"]}
}

test_success_unknown_bindings if {
	denied := rule.deny with input as {"resources": {"pinecone_organization": [sample.refused(
		"acme",
		"/usage/role_binding_count",
	)]}}
	sample.undecided(denied) == {["acme", "/usage/role_binding_count"]}
}

test_success_unknown_admins if {
	case := _case("ProjectOwner", {}, "bob@acme.example")
	hidden := {"/admins": {"reason": "the manifest's value is not valid"}}
	denied := rule.deny with input as json.patch(case, [{"op": "add", "path": "/linked/search/unknown", "value": hidden}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["binding", "/role"]}
}

_case(role, project, email) := {
	"resources": {"pinecone_role_binding": [sample.linked(
		sample.whole("binding", {"principal_type": "user", "principal_id": "u-1", "resource_type": "project", "role": role}),
		{"principal": ["bob"], "project": ["search"]},
	)]},
	"linked": {
		"bob": sample.whole("bob", {"email": email, "name": "Bob"}),
		"search": sample.declared(sample.whole("search", project)),
	},
}

_mapping(role, project) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", {"sso": {
			"roles_from": "saml",
			"role_mapping": [{
				"value": $"pinecone:project:p-1:{role}",
				"members": ["Ada@acme.example", "bob@acme.example"],
			}],
		}}),
		{"projects": ["search"]},
	)]},
	"linked": {"search": sample.declared(sample.whole("search", project))},
}
