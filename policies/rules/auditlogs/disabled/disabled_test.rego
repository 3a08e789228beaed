package policies.rules.auditlogs.disabled_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.disabled as rule

test_fail_off if {
	denied := rule.deny with input as _organization("enterprise", {"enabled": false}, "production")
	sample.places(denied) == {["acme", "/audit_logs/enabled"]}
	sample.messages(denied) == {`"acme" exports no audit logs, which are gone after "90" days: export them to S3`}
}

test_fail_undeclared_environment_is_production if {
	denied := rule.deny with input as _organization("dedicated", {"enabled": false}, "")
	sample.places(denied) == {["acme", "/audit_logs/enabled"]}
}

test_success_on if {
	case := _organization("enterprise", {"enabled": true}, "production")
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_no_production if {
	case := _organization("enterprise", {"enabled": false}, "development")
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_plan_without if {
	case := _organization("standard", {"enabled": false}, "production")
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_export if {
	case := _organization("enterprise", {}, "production")
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

_organization(plan, export, environment) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", {"plan": plan, "audit_logs": export}),
		{"projects": ["search"]},
	)]},
	"linked": {"search": object.union(sample.partial("search", {}), {"environment": environment})},
}
