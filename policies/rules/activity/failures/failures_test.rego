package policies.rules.activity.failures_test

import data.policies.lib.sample_test as sample
import data.policies.rules.activity.failures as rule

test_fail_many_in_an_hour if {
	denied := rule.deny with input as _principal({
		"failures": 12, "worst_hour": _hour(10),
		"failed": [
			{"action": "create", "resource_type": "index", "count": 2},
			{"action": "delete", "resource_type": "index", "count": 10},
		],
	})
	sample.places(denied) == {["sa-1", "/worst_hour/failures"]}
	did := `service account "deploy" failed "10" times in the hour from "2026-11-01T16:00:00Z", most often to delete index`
	sample.messages(denied) == {$`{did}: find out why, as fewer than "10" are usual`}
}

test_fail_nobody_knows_at_what if {
	denied := rule.deny with input as _principal({"worst_hour": _hour(10), "failed": []})
	sample.places(denied) == {["sa-1", "/worst_hour/failures"]}
}

test_success_a_few if {
	rule.deny == set() with input as _principal({"failures": 90, "worst_hour": _hour(9)})
	rule.deny == set() with input as _principal({"failures": 0, "failed": []})
}

test_success_unknown_hours if {
	case := _principal({"failures": 90})
	principal := sample.hidden(case.resources.pinecone_audit_principal[0], ["/worst_hour"])
	rule.deny == set() with input as {"resources": {"pinecone_audit_principal": [principal]}}
}

_principal(values) := {"resources": {"pinecone_audit_principal": [sample.whole("sa-1", object.union(
	{"principal_type": "service_account", "principal_id": "sa-1", "principal_name": "deploy"},
	values,
))]}}

_hour(failures) := {"at": "2026-11-01T16:00:00Z", "failures": failures}
