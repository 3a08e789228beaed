package policies.rules.waivers.over_broad_test

import data.policies.lib.sample_test as sample
import data.policies.rules.waivers.over_broad as rule

test_fail_categories if {
	every pattern in ["*", "**", "*/key-rotation", "{cmek,sso}/*", "c*/*", "cmek"] {
		denied := rule.deny with input as _case({"rule": pattern})
		sample.places(denied) == {["w", "/rule"]}
	}
}

test_fail_every_resource if {
	every pattern in ["*", "**", "?*", "**/*"] {
		denied := rule.deny with input as _case({"resource": pattern})
		sample.messages(denied) == {concat("", [
			$`the waiver of "cmek/*" on "{pattern}" is for every resource: `,
			"name the one that somebody has looked at",
		])}
		sample.places(denied) == {["w", "/resource"]}
	}
}

test_success_narrow if {
	every values in [{}, {"rule": "cmek/key-rotation"}, {"resource": "docs-*"}] {
		denied := rule.deny with input as _case(values)
		denied == set()
	}
}

test_success_unknown if {
	denied := rule.deny with input as {"resources": {"waiver": [sample.whole("w", {})]}}
	denied == set()
}

_case(values) := {"resources": {"waiver": [sample.whole("w", object.union(
	{"rule": "cmek/*", "resource": "docs", "expires": "2027-01-31"},
	values,
))]}}
