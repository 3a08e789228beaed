package policies.rules.monitoring.discovery_authorization_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.discovery_authorization as rule

test_fail_none if {
	denied := rule.deny with input as _scrape([{}])
	sample.places(denied) == {["scrape", "/discovery/0/authorization"]}
	sample.messages(denied) == {
		`the discovery of scrape "scrape" has no authorization: give it the API key as a Bearer token`,
	}
}

test_fail_second if {
	denied := rule.deny with input as _scrape([_bearer, {"authorization": {"type": "OAuth2", "credentials": "file"}}])
	sample.places(denied) == {["scrape", "/discovery/1/authorization"]}
}

test_success_bearer if {
	case := _scrape([_bearer])
	rule.deny == set() with input as case
	rule.applies == {"scrape"} with input as case
}

test_success_without_discovery if {
	case := {"resources": {"prometheus_scrape": [sample.whole("scrape", {"targets": ["metrics.pinecone.io"]})]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_is_undecided if {
	scrape := sample.hidden(sample.whole("scrape", {"discovery": [{}]}), ["/discovery/0/authorization"])
	denied := rule.deny with input as {"resources": {"prometheus_scrape": [scrape]}}
	sample.undecided(denied) == {["scrape", "/discovery/0/authorization"]}
	sample.places(denied) == set()
}

_bearer := {"authorization": {"type": "Bearer", "credentials": "secret"}}

_scrape(discovery) := {"resources": {"prometheus_scrape": [sample.whole("scrape", {"discovery": discovery})]}}
