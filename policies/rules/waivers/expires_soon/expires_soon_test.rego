package policies.rules.waivers.expires_soon_test

import data.policies.lib.sample_test as sample
import data.policies.rules.waivers.expires_soon as rule

test_fail_soon if {
	denied := rule.deny with input as _case({"days_left": 14})
	sample.messages(denied) == {concat("", [
		`the waiver of "cmek/*" on "docs" holds until "2027-01-31", for "14" more days: `,
		"repair what it is for by then",
	])}
	sample.places(denied) == {["w", "/expires"]}
}

test_success_later_or_over if {
	every days in [15, 180, -1] {
		denied := rule.deny with input as _case({"days_left": days})
		denied == set()
	}
}

test_success_unknown if {
	denied := rule.deny with input as _case({})
	denied == set()
}

_case(values) := {"resources": {"waiver": [sample.whole("w", object.union(
	{"rule": "cmek/*", "resource": "docs", "expires": "2027-01-31"},
	values,
))]}}
