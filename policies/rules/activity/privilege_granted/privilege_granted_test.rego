package policies.rules.activity.privilege_granted_test

import data.policies.lib.sample_test as sample
import data.policies.rules.activity.privilege_granted as rule

test_fail_owner if {
	denied := rule.deny with input as _granted({"role": "OrgOwner", "members": ["eve@acme.example"]})
	sample.places(denied) == {["e-1", "/role"]}
	did := `user "ada@acme.example" gave "eve@acme.example" the role "OrgOwner" at "2026-11-01T16:42:00Z"`
	sample.messages(denied) == {$`{did}: make sure that it was meant, and else give a lesser role`}
}

test_fail_however_it_is_spelled if {
	every role in ["ProjectOwner", "project_owner", "owner", "Organization owner", "org-owner"] {
		sample.places(rule.deny) == {["e-1", "/role"]} with input as _granted({"role": role})
	}
}

test_success_lesser_roles if {
	every role in ["OrgMember", "ProjectEditor", "billing", "OrgManager"] {
		rule.deny == set() with input as _granted({"role": role})
		rule.applies == {"e-1"} with input as _granted({"role": role})
	}
}

test_success_no_grant if {
	case := _granted({"role": "OrgOwner", "action": "login"})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_role if {
	case := _granted({})
	event := sample.hidden(case.resources.pinecone_audit_event[0], ["/role"])
	hidden := {"resources": {"pinecone_audit_event": [event]}}
	rule.deny == set() with input as hidden
	rule.applies == {"e-1"} with input as hidden
}

_granted(values) := {"resources": {"pinecone_audit_event": [sample.whole("e-1", object.union(
	{
		"id": "e-1", "action": "update", "resource_type": "user", "time": "2026-11-01T16:42:00Z",
		"principal_type": "user", "principal_name": "ada@acme.example",
	},
	values,
))]}}
