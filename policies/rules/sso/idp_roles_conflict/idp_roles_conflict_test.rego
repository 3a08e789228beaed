package policies.rules.sso.idp_roles_conflict_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.idp_roles_conflict as rule

test_fail_user if {
	denied := rule.deny with input as _case("pinecone_role_binding", {"principal_type": "user"}, "saml", _terraform)
	sample.messages(denied) == {
		`"managed" gives members roles, and so does the identity provider: leave it to one of them`,
	}
	{place.pointer | some finding in denied; some place in finding.related} == {"/sso/roles_from"}
}

test_fail_invite if {
	denied := rule.deny with input as _case("pinecone_invite", {"email": "ada@acme.com"}, "scim", _terraform)
	sample.places(denied) == {["managed", ""]}
}

test_success_others if {
	every type in ["service_account", "api_key"] {
		case := _case("pinecone_role_binding", {"principal_type": type}, "saml", _terraform)
		rule.deny == set() with input as case
		rule.applies == {"managed"} with input as case
	}
}

test_success_not_managed if {
	case := _case("pinecone_role_binding", {"principal_type": "user"}, "saml", "pinecone organization role bindings")
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_roles_from_the_console if {
	case := _case("pinecone_invite", {"email": "ada@acme.com"}, "console", _terraform)
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_type if {
	rule.deny == set() with input as _case("pinecone_role_binding", {}, "saml", _terraform)
	elsewhere := json.remove(
		_case("pinecone_role_binding", {"principal_type": "user"}, "saml", _terraform),
		["/linked/acme/values/sso"],
	)
	rule.deny == set() with input as elsewhere
}

test_success_unknown_who_gives_roles if {
	every type in ["user", "service_account"] {
		case := _case("pinecone_role_binding", {"principal_type": type}, "saml", _terraform)
		denied := rule.deny with input as _hidden(case)
		sample.messages(denied) == set()
		sample.undecided(denied) == {["managed", ""]}
	}
	shown := _hidden(_case("pinecone_invite", {}, "saml", "pinecone organization invites"))
	rule.deny == set() with input as shown
}

_hidden(case) := object.union(
	json.remove(case, ["/linked/acme/values/sso"]),
	{"linked": {"acme": {"unknown": {"/sso": {"reason": "the manifest's value is not valid"}}}}},
)

_terraform := "terraform infra"

_case(type, values, from, source) := {
	"resources": {type: [object.union(
		sample.linked(sample.whole("managed", values), {"organization": ["acme"]}),
		{"observations": [{"source": source, "address": "x.managed", "values": {}}]},
	)]},
	"linked": {"acme": sample.partial("acme", {"sso": {"roles_from": from}})},
}
