package policies.rules.projects.role_unknown_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.role_unknown as rule

test_fail_misspelt if {
	denied := rule.deny with input as _binding({"principal_type": "api_key", "resource_type": "project", "role": "Reader"})
	sample.messages(denied) == {concat(" ", [
		`no api key can hold the role "Reader" on the project: use "ControlPlaneEditor",`,
		`"ControlPlaneViewer", "DataPlaneEditor", "DataPlaneViewer", "ProjectEditor", "ProjectViewer"`,
	])}
	sample.places(denied) == {["binding", "/role"]}
}

test_fail_of_something_else if {
	every values in [
		{"principal_type": "user", "resource_type": "project", "role": "OrgOwner"},
		{"principal_type": "service_account", "resource_type": "organization", "role": "ProjectOwner"},
		{"principal_type": "api_key", "resource_type": "project", "role": "ProjectOwner"},
		{"principal_type": "invite", "resource_type": "organization", "role": "Owner"},
	] {
		denied := rule.deny with input as _binding(values)
		sample.places(denied) == {["binding", "/role"]}
	}
}

test_fail_none_there if {
	denied := rule.deny with input as _binding({
		"principal_type": "api_key",
		"resource_type": "organization",
		"role": "ProjectEditor",
	})
	sample.messages(denied) == {concat(" ", [
		`no api key can hold the role "ProjectEditor" on the organization:`,
		"bind it to what it can hold a role on",
	])}
}

test_fail_invitation if {
	given := [{"resource_type": "organization", "role": "OrgMember"}, {"resource_type": "project", "role": "OrgMember"}]
	invite := sample.whole("invite", {"role_bindings": given})
	denied := rule.deny with input as {"resources": {"pinecone_invite": [invite]}}
	sample.places(denied) == {["invite", "/role_bindings/1/role"]}
}

test_fail_default_role if {
	denied := rule.deny with input as {"resources": {"pinecone_organization": [sample.partial(
		"acme",
		{"sso": {"default_role": "Member"}},
	)]}}
	sample.places(denied) == {["acme", "/sso/default_role"]}
}

test_success_unknown_to_us_and_held if {
	every values in [
		{"principal_type": "user", "resource_type": "project", "role": "ProjectAuditor"},
		{"principal_type": "group", "resource_type": "project", "role": "ProjectMember"},
	] {
		binding := sample.shown(sample.whole("binding", values))
		denied := rule.deny with input as {"resources": {"pinecone_role_binding": [binding]}}
		sample.places(denied) == set()
		sample.undecided(denied) == {["binding", "/role"]}
	}
}

test_success_defined if {
	every values in [
		{"principal_type": "user", "resource_type": "project", "role": "ProjectMember"},
		{"principal_type": "service_account", "resource_type": "organization", "role": "OrgManager"},
		{"principal_type": "api_key", "resource_type": "project", "role": "DataPlaneViewer"},
		{"principal_type": "invite", "resource_type": "organization", "role": "OrgMember"},
	] {
		rule.deny == set() with input as _binding(values)
		rule.applies == {"binding"} with input as _binding(values)
	}
}

test_success_unknown_role if {
	binding := sample.hidden(sample.whole("binding", {"principal_type": "user", "resource_type": "project"}), ["/role"])
	denied := rule.deny with input as {"resources": {"pinecone_role_binding": [binding]}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["binding", "/role"]}
}

test_success_unknown_roles_of_an_invitation if {
	given := [{"resource_type": "project"}]
	every case in [
		_invite({}, ["/role_bindings"]),
		_invite({"role_bindings": given}, ["/role_bindings/0/role"]),
		_invite({"role_bindings": [null]}, ["/role_bindings/0"]),
	] {
		denied := rule.deny with input as case
		sample.undecided(denied) == {["invite", "/role_bindings"]}
	}
}

test_success_unknown_what_does_not_matter if {
	given := [{"resource_type": "project", "role": "ProjectViewer"}]
	rule.deny == set() with input as _invite({"role_bindings": given}, ["/role_bindings/0/resource_id"])
	shown := sample.hidden(sample.shown(sample.whole("invite", {})), ["/role_bindings"])
	rule.deny == set() with input as {"resources": {"pinecone_invite": [shown]}}
}

_invite(values, hidden) := {"resources": {"pinecone_invite": [object.union(
	sample.hidden(sample.whole("invite", values), hidden),
	{"observations": [{"source": "terraform infra", "address": "pinecone_invite.x", "values": {}}]},
)]}}

_binding(values) := {"resources": {"pinecone_role_binding": [sample.whole("binding", values)]}}
