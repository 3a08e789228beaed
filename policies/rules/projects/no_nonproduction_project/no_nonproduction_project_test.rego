package policies.rules.projects.no_nonproduction_project_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.no_nonproduction_project as rule

test_fail_production_alone if {
	denied := rule.deny with input as _projects({"search": "production", "ledger": ""})
	sample.messages(denied) == {concat(" ", [
		`"acme" has no project beside "ledger", "search" of production:`,
		"create one to test changes in",
	])}
	{finding.absent | some finding in denied} == {["pinecone_project"]}
}

test_success_another if {
	every environment in ["staging", "development", "test"] {
		denied := rule.deny with input as _projects({"search": "production", "trial": environment})
		denied == set()
	}
}

test_success_no_production if {
	rule.applies == set() with input as _projects({"trial": "test"})
	rule.deny == set() with input as _projects({"trial": "test"})
}

test_success_unknown_projects if {
	rule.applies == set() with input as _projects({})
	rule.deny == set() with input as _projects({})
}

_projects(environments) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", {}),
		{"projects": [name | some name, _ in environments]},
	)]},
	"linked": {name: object.union(sample.whole(name, {}), {"environment": environment}) |
		some name, environment in environments
	},
}
