package policies.rules.apikeys.age_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.age as rule

test_fail_role if {
	denied := rule.deny with input as _case({"created_at": "2026-08-02T12:00:00Z"}, {})
	sample.messages(denied) == {`API key "key" is "91" days old or more: replace it within "90" days`}
	sample.places(denied) == {["key", ""]}
}

test_fail_event if {
	denied := rule.deny with input as _case({}, {"action": "create", "time": "2026-01-05T00:00:00Z"})
	sample.messages(denied) == {`API key "key" is "300" days old or more: replace it within "90" days`}
}

test_fail_role_given_anew if {
	denied := rule.deny with input as _case(
		{"created_at": "2026-10-30T00:00:00Z"},
		{"action": "create", "time": "2026-01-05T00:00:00Z"},
	)
	sample.places(denied) == {["key", ""]}
}

test_fail_the_teams_own_limit if {
	denied := rule.deny with input as _case({"created_at": "2026-10-17T00:00:00Z"}, {})
		with data.settings as {"max_key_age_days": 14}
	sample.messages(denied) == {`API key "key" is "15" days old or more: replace it within "14" days`}
}

test_success_young if {
	every binding in [{"created_at": "2026-08-03T12:00:00Z"}, {"created_at": "2027-01-01T00:00:00Z"}] {
		denied := rule.deny with input as _case(binding, {})
		denied == set()
	}
}

test_success_unknown_age if {
	every case in [_case({}, {}), _case({"created_at": "soon"}, {"action": "delete", "time": "2026-01-05T00:00:00Z"})] {
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["key", "/name"]}
	}
}

_case(binding, event) := {
	"resources": {"pinecone_api_key": [sample.linked(
		sample.whole("key", {}),
		{"role_bindings": ["binding"], "audit_events": ["event"]},
	)]},
	"linked": {
		"binding": sample.shown(sample.whole("binding", binding)),
		"event": sample.shown(sample.whole("event", event)),
	},
}
