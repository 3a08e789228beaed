package policies.rules.privatelink.public_access_open_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.public_access_open as rule

test_fail_enabled if {
	denied := rule.deny with input as _project({"required": true, "public_access": "enabled"}, false)
	sample.messages(denied) == {`project "project" must be private, and its public access is "enabled": turn it off`}
}

test_success_unknown_undeclared if {
	denied := rule.deny with input as _project({"required": true}, true)
	sample.places(denied) == set()
	sample.undecided(denied) == {["project", "/private_endpoints/public_access"]}
}

test_success_disabled if {
	denied := rule.deny with input as _project({"required": true, "public_access": "disabled"}, false)
	denied == set()
}

test_success_not_required if {
	denied := rule.deny with input as _project({"public_access": "enabled"}, false)
	denied == set()
}

test_success_unknown_access if {
	denied := rule.deny with input as _project({"required": true}, false)
	sample.places(denied) == set()
}

_project(endpoints, complete) := {
	"resources": {"pinecone_project": [{
		"id": "project",
		"name": "project",
		"complete": complete,
		"values": {"private_endpoints": endpoints},
		"links": {"private_endpoints": ["registration"]},
	}]},
	"linked": {"registration": sample.partial("registration", {})},
}
