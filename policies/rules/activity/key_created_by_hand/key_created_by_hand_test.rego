package policies.rules.activity.key_created_by_hand_test

import data.policies.lib.sample_test as sample
import data.policies.rules.activity.key_created_by_hand as rule

test_fail_of_the_project if {
	denied := rule.deny with input as _case({}, {"projects": ["strict"]})
	sample.places(denied) == {["e-1", "/principal_type"]}
	did := `user "ada@acme.example" created api key "spare" by hand at "2026-11-01T13:40:00Z"`
	sample.messages(denied) == {$`{did}: delete it, as only automation creates keys here`}
}

test_fail_all_projects_are_so if {
	case := object.union(_case({}, {"organization": ["acme"]}), {"linked": {"open": _project("open", "automation")}})
	sample.places(rule.deny) == {["e-1", "/principal_type"]} with input as case
}

test_success_by_automation if {
	case := _case({"principal_type": "service_account"}, {"projects": ["strict"]})
	rule.deny == set() with input as case
	rule.applies == {"e-1"} with input as case
}

test_success_anyone_may if {
	case := _case({}, {"projects": ["open"]})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_nobody_says if {
	case := object.union(_case({}, {"projects": ["open"]}), {"linked": {"open": sample.partial("open", {})}})
	rule.applies == set() with input as case
}

test_success_unknown_project if {
	case := _case({}, {"organization": ["acme"]})
	denied := rule.deny with input as case
	sample.places(denied) == set()
	sample.undecided(denied) == {["e-1", "/resource_id"]}
	rule.applies == {"e-1"} with input as case
}

test_success_unknown_projects if {
	rule.deny == set() with input as _case({}, {})
}

test_success_unknown_who_may if {
	unclear := sample.hidden(sample.partial("open", {}), ["/key_creation"])
	every type in ["user", "service_account"] {
		case := object.union(_case({"principal_type": type}, {"projects": ["unclear"]}), {"linked": {"unclear": unclear}})
		denied := rule.deny with input as case
		sample.places(denied) == set()
		sample.undecided(denied) == {["e-1", "/resource_id"]}
	}
}

test_success_unknown_who_may_in_another_project if {
	beside := json.patch(_case({"principal_type": "service_account"}, {"organization": ["acme"]}), [{
		"op": "replace", "path": "/linked/open",
		"value": sample.hidden(sample.partial("open", {}), ["/key_creation"]),
	}])
	rule.deny == set() with input as beside
	rule.applies == {"e-1"} with input as beside
}

_case(values, links) := {
	"resources": {"pinecone_audit_event": [sample.linked(
		sample.whole("e-1", object.union(
			{
				"id": "e-1", "action": "create", "resource_type": "api-key", "resource_id": "k-1", "resource_name": "spare",
				"time": "2026-11-01T13:40:00Z", "principal_type": "user", "principal_name": "ada@acme.example",
			},
			values,
		)),
		links,
	)]},
	"linked": {
		"acme": sample.linked(sample.partial("acme", {}), {"projects": ["strict", "open"]}),
		"strict": _project("strict", "automation"),
		"open": _project("open", "anyone"),
	},
}

_project(id, who) := sample.partial(id, {"name": id, "key_creation": who})
