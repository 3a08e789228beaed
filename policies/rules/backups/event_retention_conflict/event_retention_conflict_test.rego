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
	case := _case(365, {"plan": "enterprise", "audit_logs": {"enabled": true, "retention_days": 365}})
	rule.deny == set() with input as case
	rule.applies == {"project"} with input as case
}

test_fail_bucket if {
	every export in [{"enabled": true}, {"enabled": true, "retention_days": 365}] {
		denied := rule.deny with input as _kept(export, {"days": 30})
		sample.messages(denied) == {$`{_promise}, and bucket "audit" expires them after "30" days: keep them as long`}
	}
}

test_success_bucket if {
	rule.deny == set() with input as _kept({"enabled": true, "retention_days": 300}, {"days": 3650})
}

test_success_unknown_bucket if {
	every case in [
		_case(365, {"audit_logs": {"enabled": true}}),
		json.remove(_kept({"enabled": true}, {"days": 30}), ["/linked/audit"]),
		_hidden(_kept({"enabled": true, "retention_days": 365}, {})),
		_hidden(_kept({"enabled": true, "retention_days": 300}, {})),
		json.patch(_kept({"enabled": true}, {"days": 30}), [{
			"op": "add", "path": "/linked/audit/values/lifecycle_rules/0/prefix", "value": "logs/2027",
		}]),
	] {
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["project", "/commitments/audit_event_days"]}
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

_hidden(case) := object.union(case, {"linked": {
	"audit": sample.hidden(case.linked.audit, ["/lifecycle_rules/0/expiration"]),
}})

_kept(export, expiration) := object.union(case, {"linked": {
	"acme": sample.linked(case.linked.acme, {"audit_bucket": ["audit"]}),
	"audit": sample.whole("audit", {"lifecycle_rules": [{"status": "Enabled", "expiration": expiration}]}),
}}) if {
	case := _case(365, {"audit_logs": export})
}
