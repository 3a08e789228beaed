package policies.rules.projects.invite_binding_in_terraform_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.invite_binding_in_terraform as rule

test_fail_configured if {
	denied := rule.deny with input as _binding(sample.whole("binding", {"principal_type": "invite"}), "terraform infra")
	sample.messages(denied) == {concat(" ", [
		`role binding "binding" is of an invitation, and ends when that is accepted:`,
		"bind the user's role",
	])}
	sample.places(denied) == {["binding", "/principal_type"]}
}

test_fail_planned if {
	planned := sample.whole("binding", {"principal_type": "invite", "change": {"actions": ["create"]}})
	denied := rule.deny with input as _binding(planned, "plan plan.json")
	sample.places(denied) == {["binding", "/principal_type"]}
}

test_success_user if {
	denied := rule.deny with input as _binding(sample.whole("binding", {"principal_type": "user"}), "terraform infra")
	denied == set()
}

test_success_not_of_terraform if {
	shown := _binding(sample.whole("binding", {"principal_type": "invite"}), "pinecone organization role bindings")
	rule.deny == set() with input as shown
	rule.applies == set() with input as shown
}

test_success_unknown_principal if {
	hidden := sample.hidden(sample.whole("binding", {}), ["/principal_type"])
	rule.deny == set() with input as _binding(hidden, "terraform infra")
	rule.applies == {"binding"} with input as _binding(hidden, "terraform infra")
}

_binding(binding, source) := {"resources": {"pinecone_role_binding": [object.union(
	binding,
	{"observations": [{"source": source, "address": "pinecone_role_binding.bob", "complete": true}]},
)]}}
