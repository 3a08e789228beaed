package policies.rules.monitoring.inline_credentials_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.inline_credentials as rule

test_fail_both if {
	denied := rule.deny with input as _scrape("inline")
	sample.places(denied) == {
		["scrape", "/authorization/credentials"],
		["scrape", "/discovery/0/authorization/credentials"],
	}
	sample.messages(denied) == {
		`scrape "scrape" holds its key in "prometheus.yml": revoke it and use a credentials_file`,
	}
}

test_success_elsewhere if {
	every credentials in ["file", "secret", "variable", "placeholder"] {
		denied := rule.deny with input as _scrape(credentials)
		denied == set()
	}
}

test_success_unknown_is_undecided if {
	hidden := ["/authorization", "/discovery/0/authorization", "/discovery/1/authorization/type"]
	scrape := sample.hidden(sample.whole("scrape", {"file": "prometheus.yml"}), hidden)
	denied := rule.deny with input as {"resources": {"prometheus_scrape": [scrape]}}
	sample.places(denied) == set()
	sample.undecided(denied) == {["scrape", "/authorization"], ["scrape", "/discovery/0/authorization"]}
}

_scrape(credentials) := {"resources": {"prometheus_scrape": [sample.whole("scrape", {
	"file": "prometheus.yml",
	"authorization": {"type": "Bearer", "credentials": credentials},
	"discovery": [{"authorization": {"type": "Bearer", "credentials": credentials}}],
})]}}
