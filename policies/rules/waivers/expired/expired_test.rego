package policies.rules.waivers.expired_test

import data.policies.lib.sample_test as sample
import data.policies.rules.waivers.expired as rule

test_fail_over if {
	denied := rule.deny with input as _case({"days_left": -1})
	sample.messages(denied) == {concat("", [
		`the waiver of "cmek/*" on "docs" held until "2027-01-31": `,
		"remove it, or decide anew on a later day",
	])}
	sample.places(denied) == {["w", "/expires"]}
}

test_success_last_day if {
	denied := rule.deny with input as _case({"days_left": 0})
	denied == set()
}

test_success_unknown if {
	denied := rule.deny with input as _case({})
	denied == set()
}

_case(values) := {"resources": {"waiver": [sample.whole("w", object.union(
	{"rule": "cmek/*", "resource": "docs", "expires": "2027-01-31"},
	values,
))]}}
