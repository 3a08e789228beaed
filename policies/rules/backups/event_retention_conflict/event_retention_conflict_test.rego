package policies.rules.backups.event_retention_conflict_test

import data.policies.lib.sample_test as sample
import data.policies.rules.backups.event_retention_conflict as rule

test_fail_not_kept if {
	every organization, clause in {
		{"plan": "enterprise", "audit_logs": {"enabled": false}}: `Pinecone keeps them for "90": export them to a bucket`,
		{"plan": "standard"}: `plan "standard" has no audit logs: move to plan "enterprise" and export them`,
		{"audit_logs": {"enabled": true, "retention_days": 364}}: `the bucket keeps them for "364": keep them as long`,
	} {
		denied := rule.deny with input as _case(365, organization)
		sample.places(denied) == {["project", "/commitments/audit_event_days"]}
		sample.messages(denied) == {$`{_promise}, and {clause}`}
	}
}

test_success_exported if {
	every export in [{"enabled": true}, {"enabled": true, "retention_days": 365}] {
		case := _case(365, {"plan": "enterprise", "audit_logs": export})
		rule.deny == set() with input as case
		rule.applies == {"project"} with input as case
	}
}

test_success_no_longer_than_pinecone if {
	case := _case(90, {"plan": "enterprise", "audit_logs": {"enabled": false}})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_export if {
	every case in [_case(365, {"plan": "enterprise"}), json.remove(_case(365, {}), ["/linked"])] {
		denied := rule.deny with input as case
		sample.places(denied) == set()
		sample.undecided(denied) == {["project", "/commitments/audit_event_days"]}
	}
}

_promise := `project "project" promises audit events of "365" days`

_case(days, organization) := {
	"resources": {"pinecone_project": [sample.linked(
		sample.partial("project", {"commitments": {"audit_event_days": days}}),
		{"organization": ["acme"]},
	)]},
	"linked": {"acme": sample.partial("acme", organization)},
}
