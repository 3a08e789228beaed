package policies.rules.monitoring.target_authorization_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.target_authorization as rule

test_fail_none if {
	denied := rule.deny with input as _scrape({})
	sample.places(denied) == {["scrape", "/authorization"]}
	sample.messages(denied) == {
		`scrape "scrape" has no authorization for its targets: give them the API key as a Bearer token`,
	}
}

test_fail_other_type if {
	denied := rule.deny with input as _scrape({"authorization": {"type": "Basic", "credentials": "file"}})
	sample.messages(denied) == {
		`scrape "scrape" is authorized by "Basic" for its targets: give them the API key as a Bearer token`,
	}
}

test_fail_without_credentials if {
	denied := rule.deny with input as _scrape({"authorization": {"type": "Bearer"}})
	sample.places(denied) == {["scrape", "/authorization"]}
}

test_success_bearer if {
	every type in ["Bearer", "bearer"] {
		denied := rule.deny with input as _scrape({"authorization": {"type": type, "credentials": "variable"}})
		denied == set()
	}
}

test_success_unknown_is_undecided if {
	scrape := sample.hidden(sample.whole("scrape", {}), ["/authorization"])
	denied := rule.deny with input as {"resources": {"prometheus_scrape": [scrape]}}
	sample.undecided(denied) == {["scrape", "/authorization"]}
	sample.places(denied) == set()
}

_scrape(values) := {"resources": {"prometheus_scrape": [sample.whole("scrape", values)]}}
