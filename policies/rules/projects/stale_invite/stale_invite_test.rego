package policies.rules.projects.stale_invite_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.stale_invite as rule

test_fail_expired if {
	every values in [
		{"status": "expired", "created_at": "2026-10-30T00:00:00Z"},
		{"status": "pending", "created_at": "2026-10-30T00:00:00Z", "expires_at": "2026-11-01T11:59:59Z"},
	] {
		denied := rule.deny with input as _invite(values, "OrgOwner")
		sample.messages(denied) == {concat(" ", [
			`invitation of "bob@acme.example" with "OrgOwner" has expired:`,
			"revoke it, and invite anew who is still to come",
		])}
		sample.places(denied) == {["invite", "/status"]}
	}
}

test_fail_sent_again_and_again if {
	values := {"status": "pending", "created_at": "2026-09-01T12:00:00Z", "expires_at": "2026-11-05T00:00:00Z"}
	denied := rule.deny with input as _invite(values, "DataPlaneEditor")
	sample.messages(denied) == {concat(" ", [
		`invitation of "bob@acme.example" with "DataPlaneEditor" is "61" days old:`,
		"revoke it, and invite anew who is still to come",
	])}
}

test_success_young if {
	values := {"status": "pending", "created_at": "2026-10-26T12:00:00Z", "expires_at": "2026-11-02T12:00:00Z"}
	denied := rule.deny with input as _invite(values, "OrgOwner")
	denied == set()
}

test_success_harmless if {
	every role in ["OrgMember", "ProjectViewer", "DataPlaneViewer"] {
		denied := rule.deny with input as _invite({"status": "expired"}, role)
		denied == set()
	}
}

test_success_accepted if {
	rule.deny == set() with input as _invite({"status": "processed"}, "OrgOwner")
	rule.applies == set() with input as _invite({"status": "processed"}, "OrgOwner")
}

test_success_unknown_status if {
	rule.deny == set() with input as _invite({}, "OrgOwner")
	rule.applies == set() with input as _invite({}, "OrgOwner")
}

test_success_unknown_age if {
	denied := rule.deny with input as _invite({"status": "pending"}, "OrgOwner")
	sample.messages(denied) == set()
	sample.undecided(denied) == {["invite", "/created_at"]}
}

test_success_unknown_roles if {
	case := _invite({"status": "expired"}, "OrgMember")
	denied := rule.deny with input as object.union(case, {"linked": {"acme": sample.refused(
		"acme",
		"/usage/role_binding_count",
	)}})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["invite", "/status"]}
}

test_success_unknown_invites if {
	denied := rule.deny with input as {"resources": {"pinecone_organization": [sample.refused(
		"acme",
		"/usage/invite_count",
	)]}}
	sample.undecided(denied) == {["acme", "/usage/invite_count"]}
}

test_success_unknown_whether_accepted if {
	case := _invite({}, "OrgOwner")
	hidden := {"/status": {"reason": "the answer lacks it"}}
	denied := rule.deny with input as json.patch(case, [{
		"op": "add", "path": "/resources/pinecone_invite/0/unknown", "value": hidden,
	}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["invite", "/status"]}
}

test_success_unknown_role_of_it if {
	denied := rule.deny with input as json.patch(_invite({"status": "expired"}, "OrgOwner"), [{
		"op": "replace", "path": "/linked/binding", "value": sample.hidden(sample.whole("binding", {}), ["/role"]),
	}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["invite", "/status"]}
}

test_success_unknown_whose_role if {
	denied := rule.deny with input as _beside({"principal_type": "invite", "role": "OrgOwner"})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["invite", "/status"]}
	every values in [{"principal_type": "user", "role": "OrgOwner"}, {"principal_type": "invite", "role": "OrgMember"}] {
		rule.deny == set() with input as _beside(values)
	}
}

# An old invitation without a role, and a role of nobody knows whom.
_beside(values) := json.patch(_invite({"status": "expired"}, "OrgMember"), [
	{"op": "add", "path": "/linked/acme/links", "value": {"role_bindings": ["other"]}},
	{"op": "add", "path": "/linked/other", "value": sample.hidden(sample.whole("other", values), ["/principal_id"])},
])

_invite(values, role) := {
	"resources": {"pinecone_invite": [sample.shown(sample.linked(
		sample.whole("invite", object.union({"email": "bob@acme.example"}, values)),
		{"role_bindings": ["binding"], "organization": ["acme"]},
	))]},
	"linked": {
		"binding": sample.whole("binding", {"role": role}),
		"acme": sample.whole("acme", {}),
	},
}
