package policies.rules.projects.service_account_owner_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.service_account_owner as rule

test_fail_organization if {
	denied := rule.deny with input as _case({"resource_type": "organization", "role": "OrgOwner"})
	sample.messages(denied) == {`service account "ci" is "OrgOwner" of the organization: give it the role that it needs`}
	sample.places(denied) == {["binding", "/role"]}
}

test_fail_project if {
	denied := rule.deny with input as _case({"resource_type": "project", "role": "ProjectOwner"})
	sample.messages(denied) == {concat(" ", [
		`service account "ci" is "ProjectOwner" of project "search":`,
		"give it the role that it needs",
	])}
}

test_success_lesser_roles if {
	every role in ["OrgManager", "OrgMember", "ProjectManager", "ProjectEditor"] {
		denied := rule.deny with input as _case({"resource_type": "project", "role": role})
		denied == set()
	}
}

test_success_people if {
	case := _case({"resource_type": "organization", "role": "OrgOwner", "principal_type": "user"})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_role if {
	case := _case({"resource_type": "project"})
	hidden := sample.hidden(case.resources.pinecone_role_binding[0], ["/role"])
	denied := rule.deny with input as object.union(case, {"resources": {"pinecone_role_binding": [hidden]}})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["binding", "/role"]}
}

test_success_unknown_project if {
	case := _case({"resource_type": "project", "resource_id": "p-1", "role": "ProjectOwner"})
	denied := rule.deny with input as json.remove(case, ["/linked/search"])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["binding", "/role"]}
}

test_success_unknown_bindings if {
	denied := rule.deny with input as {"resources": {"pinecone_organization": [sample.refused(
		"acme",
		"/usage/role_binding_count",
	)]}}
	sample.undecided(denied) == {["acme", "/usage/role_binding_count"]}
}

_case(values) := {
	"resources": {"pinecone_role_binding": [sample.linked(
		sample.whole("binding", object.union({"principal_type": "service_account"}, values)),
		{"principal": ["ci"], "project": ["search"]},
	)]},
	"linked": {"ci": sample.whole("ci", {"name": "ci"}), "search": sample.whole("search", {"name": "search"})},
}
