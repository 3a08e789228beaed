package policies.rules.activity.destructive_test

import data.policies.lib.sample_test as sample
import data.policies.rules.activity.destructive as rule

test_fail_index if {
	case := _events([_deleted("e-1", {"resource_type": "index", "resource_name": "toys"})])
	denied := rule.deny with input as case
	sample.places(denied) == {["e-1", "/action"]}
	did := `user "ada@acme.example" deleted index "toys" at "2026-11-01T12:04:00Z"`
	sample.messages(denied) == {$`{did}: make sure that it was meant, and restore what is still needed`}
}

test_fail_each_type if {
	types := ["index", "project", "backup", "private-endpoints", "organization"]
	denied := rule.deny with input as _events([_deleted(type, {"resource_type": type, "resource_id": "x"}) |
		some type in types
	])
	{finding.resource | some finding in denied} == {type | some type in types}
}

test_success_others if {
	case := _events([
		_deleted("e-1", {"resource_type": "user", "members": ["eve@acme.example"]}),
		_deleted("e-2", {"resource_type": "index", "action": "create"}),
	])
	rule.deny == set() with input as case
}

test_success_unknown_action if {
	event := sample.hidden(sample.whole("e-1", {"resource_type": "index"}), ["/action"])
	rule.deny == set() with input as _events([event])
}

_deleted(id, values) := sample.whole(id, object.union(
	{
		"id": id, "action": "delete", "time": "2026-11-01T12:04:00Z",
		"principal_type": "user", "principal_id": "u-1", "principal_name": "ada@acme.example",
	},
	values,
))

_events(events) := {"resources": {"pinecone_audit_event": events}}
