package policies.rules.auditlogs.disabled_in_diff_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.disabled_in_diff as rule

test_fail_off_now if {
	case := _organization({"enabled": true}, {"enabled": false})
	denied := rule.deny with input as case
	sample.places(denied) == {["acme", "/audit_logs/enabled"]}
	lost := "and does not any more, so what was not yet saved is lost"
	sample.messages(denied) == {$`"acme" exported audit logs before {lost}: activate the export again`}
	rule.applies == {"acme"} with input as case
}

test_success_still_on if {
	case := _organization({"enabled": true}, {"enabled": true})
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_never_on if {
	case := _organization({"enabled": false}, {"enabled": false})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_nothing_older if {
	case := {"resources": {"pinecone_organization": [sample.partial("acme", {"audit_logs": {"enabled": false}})]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_now if {
	case := _organization({"enabled": true}, {})
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_unknown_before if {
	case := _organization({}, {"enabled": false})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

_organization(before, now) := {"resources": {"pinecone_organization": [object.union(
	sample.partial("acme", {"audit_logs": now}),
	{"previous": {"complete": false, "values": {"audit_logs": before}}},
)]}}
