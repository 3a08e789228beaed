package policies.rules.sso.default_role_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.default_role as rule

test_fail_broad if {
	every role in ["OrgOwner", "OrgManager", "OrgBillingAdmin"] {
		denied := rule.deny with input as _organization({"enabled": true, "default_role": role})
		sample.places(denied) == {["acme", "/sso/default_role"]}
		sample.messages(denied) == {$`whoever signs in to "acme" for the first time is "{role}": make it "OrgMember"`}
	}
}

test_success_member if {
	case := _organization({"enabled": true, "default_role": "OrgMember", "roles_from": "console"})
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_roles_from_the_provider if {
	case := _organization({"enabled": true, "default_role": "OrgOwner", "roles_from": "saml"})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_role if {
	denied := rule.deny with input as _organization({"enabled": true, "default_role": "Member"})
	sample.undecided(denied) == {["acme", "/sso/default_role"]}
	sample.messages(denied) == set()
	case := _organization({"enabled": true})
	rule.deny == set() with input as case
}

test_success_unknown_who_gives_roles if {
	hidden := {"/sso/roles_from": {"reason": "the manifest's value is not valid"}}
	case := json.patch(
		_organization({"enabled": true, "default_role": "OrgOwner"}),
		[{"op": "add", "path": "/resources/pinecone_organization/0/unknown", "value": hidden}],
	)
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

_organization(sso) := {"resources": {"pinecone_organization": [sample.partial("acme", {"sso": sso})]}}
