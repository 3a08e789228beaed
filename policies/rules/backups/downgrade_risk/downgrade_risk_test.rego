package policies.rules.backups.downgrade_risk_test

import data.policies.lib.sample_test as sample
import data.policies.rules.backups.downgrade_risk as rule

test_fail_promised if {
	denied := rule.deny with input as _case({"retention_days": 30, "schedule": "daily"}, [], {"plan": "starter"})
	sample.places(denied) == {["project", "/backups/retention_days"]}
	sample.messages(denied) == {
		`project "project" relies on backups, and plan "starter" keeps none: use plan "standard"`,
	}
	{[place.resource, place.pointer] | some finding in denied; some place in finding.related} == {["acme", "/plan"]}
}

test_fail_there if {
	denied := rule.deny with input as _case({}, ["a", "b"], {"plan": "builder"})
	sample.messages(denied) == {
		`project "project" has "2" backups, and plan "builder" keeps none: use plan "standard"`,
	}
}

test_success_kept if {
	case := _case({"recovery_point": "24h"}, ["a"], {"plan": "standard"})
	rule.deny == set() with input as case
	rule.applies == {"project"} with input as case
}

test_success_not_relied_on if {
	case := _case({"import_source": "s3://acme-records"}, [], {"plan": "starter"})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_plan if {
	every organization in [{}, {"plan": "bespoke"}] {
		rule.deny == set() with input as _case({"recovery_point": "24h"}, [], organization)
	}
}

_case(promises, backups, organization) := {
	"resources": {"pinecone_project": [sample.linked(
		sample.partial("project", {"backups": promises}),
		{"organization": ["acme"], "backups": backups},
	)]},
	"linked": {"acme": sample.partial("acme", organization)},
}
