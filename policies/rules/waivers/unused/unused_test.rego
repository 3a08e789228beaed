package policies.rules.waivers.unused_test

import data.policies.lib.sample_test as sample
import data.policies.rules.waivers.unused as rule

test_fail_nothing if {
	denied := rule.deny with input as _case({"days_left": 0, "covers": 0})
	sample.messages(denied) == {concat("", [
		`the waiver of "cmek/*" on "docs" excuses nothing: `,
		"remove it, or correct its rule or where it points",
	])}
	sample.places(denied) == {["w", "/rule"]}
}

test_success_used if {
	denied := rule.deny with input as _case({"days_left": 30, "covers": 1})
	denied == set()
}

test_success_over if {
	case := _case({"days_left": -1, "covers": 0})
	denied := rule.deny with input as case
	denied == set()
	subjects := rule.applies with input as case
	subjects == set()
}

test_success_unknown if {
	denied := rule.deny with input as _case({"days_left": 30})
	denied == set()
}

_case(values) := {"resources": {"waiver": [sample.whole("w", object.union(
	{"rule": "cmek/*", "resource": "docs", "expires": "2027-01-31"},
	values,
))]}}
