package policies.lib.members_test

import data.policies.lib.members
import data.policies.lib.sample_test as sample

test_bindings if {
	snapshot := {"resources": {"pinecone_role_binding": [
		sample.whole("a", {"principal_type": "user", "resource_type": "project"}),
		sample.whole("b", {"principal_type": "user", "resource_type": "organization"}),
		sample.whole("c", {"principal_type": "api_key", "resource_type": "project"}),
		sample.hidden(sample.whole("d", {"resource_type": "project"}), ["/principal_type"]),
	]}}
	[binding.id | some binding in members.bindings("user", "project")] == ["a"] with input as snapshot
	[binding.id | some binding in members.of("user")] == ["a", "b"] with input as snapshot
}

test_doubts if {
	snapshot := {"resources": {"pinecone_role_binding": [
		sample.whole("known", {"principal_type": "user", "role": "OrgOwner"}),
		sample.hidden(sample.whole("a", {"principal_type": "user"}), ["/role"]),
		sample.hidden(sample.whole("b", {"role": "OrgOwner"}), ["/principal_type"]),
		sample.hidden(sample.whole("other", {"principal_type": "api_key"}), ["/role"]),
	]}}
	doubts := members.doubts("user", ["/principal_type", "/role"]) with input as snapshot
	sample.undecided(doubts) == {["a", "/role"], ["b", "/principal_type"]}
	{doubt.message | some doubt in doubts} == {
		`the role of role binding "a" is not known`,
		`the principal type of role binding "b" is not known`,
	}
}

test_who_and_where if {
	values := {"principal_type": "service_account", "principal_id": "s-1", "resource_type": "project"}
	binding := sample.linked(sample.whole("binding", values), {"principal": ["ci"], "project": ["search"]})
	linked := {"resources": {}, "linked": {
		"ci": sample.whole("ci", {"name": "robot"}),
		"search": sample.whole("search", {}),
	}}
	members.who(binding) == `service account "robot"` with input as linked
	members.where(binding) == `project "search"` with input as linked
	members.who(binding) == `service account "s-1"` with input as {"resources": {}}
	not members.project(binding) with input as {"resources": {}}
	members.where(binding) == "the project" with input as {"resources": {}}
	known_id := object.union(binding, {"values": object.union(values, {"resource_id": "p-1"})})
	members.where(known_id) == `project "p-1"` with input as {"resources": {}}
	not members.email(binding) with input as linked
	organization := sample.whole("binding", {"principal_type": "user", "resource_type": "organization"})
	members.where(organization) == "the organization" with input as linked
	members.who(organization) == `user "binding"` with input as linked
}

test_email if {
	binding := sample.linked(sample.whole("binding", {}), {"principal": ["ada"]})
	members.email(binding) == "ada@acme.example" with input as {"resources": {}, "linked": {
		"ada": sample.whole("ada", {"email": "Ada@Acme.example"}),
	}}
}

test_owners_of_the_manifest if {
	members.owners(sample.partial("acme", {"owners": ["Ada", "ada", null]})) == {"ada"}
	not members.owners(sample.partial("acme", {}))
}

test_may_own if {
	owner := {"principal_id": "u-1", "principal_type": "user", "role": "OrgOwner"}
	bindings := {
		"counted": sample.whole("counted", owner),
		"again": sample.hidden(sample.whole("again", object.remove(owner, ["role"])), ["/role"]),
		"role": sample.hidden(sample.whole("role", {"principal_id": "u-2", "principal_type": "user"}), ["/role"]),
		"kind": sample.hidden(sample.whole("kind", {"principal_id": "u-3", "role": "OrgOwner"}), ["/principal_type"]),
		"person": sample.hidden(sample.whole("person", {"principal_type": "user", "role": "OrgOwner"}), ["/principal_id"]),
		"robot": sample.hidden(sample.whole("robot", {"principal_type": "service_account"}), ["/role"]),
		"member": sample.hidden(sample.whole("member", {"principal_type": "user", "role": "OrgMember"}), ["/principal_id"]),
	}
	acme := sample.linked(
		sample.partial("acme", {"usage": {"role_binding_count": 7}}),
		{"role_bindings": [id | some id, _ in bindings]},
	)
	found := members.may_own(acme) with input as {
		"resources": {},
		"linked": {id: sample.shown(binding) | some id, binding in bindings},
	}
	found == {"role", "kind", "person"}
	members.may_own(sample.partial("acme", {"owners": ["ada"]})) == set()
}

test_powers if {
	principal := sample.linked(sample.whole("invite", {}), {"role_bindings": ["a", "b"]})
	members.powers(principal) == {"OrgOwner"} with input as {"resources": {}, "linked": {
		"a": sample.whole("a", {"role": "OrgOwner"}),
		"b": sample.whole("b", {"role": "ProjectViewer"}),
	}}
}

test_roles if {
	every role in ["OrgOwner", "ProjectOwner"] {
		members.owns(role)
		members.edits(role)
		members.writes(role)
	}
	every role in ["ProjectMember", "DataPlaneViewer", "SomethingNew"] {
		not members.owns(role)
		not members.edits(role)
		not members.writes(role)
	}
	members.writes("DataPlaneEditor")
	not members.edits("DataPlaneEditor")
	members.roles("api_key", "organization") == set()
	members.roles("user", "organization") == {"OrgBillingAdmin", "OrgManager", "OrgMember", "OrgOwner"}
}
