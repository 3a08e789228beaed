package policies.rules.waivers.too_long_test

import data.policies.lib.sample_test as sample
import data.policies.rules.waivers.too_long as rule

test_fail_beyond if {
	denied := rule.deny with input as _case({"days_left": 181})
	sample.messages(denied) == {`the waiver of "cmek/*" on "docs" holds until "2027-01-31": let it end within "180" days`}
	sample.places(denied) == {["w", "/expires"]}
}

test_fail_the_teams_own_limit if {
	denied := rule.deny with input as _case({"days_left": 31}) with data.settings as {"max_waiver_life_days": 30}
	sample.places(denied) == {["w", "/expires"]}
}

test_success_within if {
	denied := rule.deny with input as _case({"days_left": 180})
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
