package policies.lib.activity_test

import data.policies.lib.activity
import data.policies.lib.sample_test as sample

test_events if {
	found := activity.events({"delete"}, {"index", "project"}) with input as {"resources": {"pinecone_audit_event": [
		sample.whole("a", {"action": "delete", "resource_type": "index"}),
		sample.whole("b", {"action": "create", "resource_type": "index"}),
		sample.whole("c", {"action": "delete", "resource_type": "user"}),
		sample.whole("d", {}),
	]}}
	[event.id | some event in found] == ["a"]
	activity.events({"delete"}, {"index"}) == [] with input as {"resources": {}}
}

test_who if {
	named := {"principal_type": "service_account", "principal_id": "sa-1", "principal_name": "deploy"}
	activity.who(sample.whole("a", named)) == `service account "deploy"`
	activity.who(sample.whole("a", object.remove(named, ["principal_name"]))) == `service account "sa-1"`
	activity.who(sample.whole("a", {"principal_id": "x"})) == `principal "x"`
	activity.who(sample.whole("a", {})) == `principal ""`
}

test_what if {
	activity.what(sample.whole("a", {"resource_type": "index", "resource_name": "toys"})) == `index "toys"`
	private := {"resource_type": "private-endpoints", "resource_id": "pe-1"}
	activity.what(sample.whole("a", private)) == `private endpoint "pe-1"`
}
