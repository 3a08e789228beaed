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

test_fail_plain if {
	denied := rule.deny with input as _listed({"scheme": "http"})
	sample.places(denied) == {["scrape", "/scheme"]}
	asks := `asks "metrics.a.pinecone.io" over plain HTTP, where its key can be read`
	sample.messages(denied) == {$`scrape "scrape" {asks}: set scheme to https`}
}

test_success_encrypted_or_not_told if {
	every scheme in [{"scheme": "https"}, {}] {
		denied := rule.deny with input as _listed(scheme)
		denied == set()
	}
	near := {"scheme": "http", "targets": ["10.0.0.7:9090"]}
	rule.deny == set() with input as _listed(near)
}

test_success_unknown_is_undecided if {
	scrape := sample.hidden(sample.whole("scrape", {}), ["/authorization"])
	denied := rule.deny with input as {"resources": {"prometheus_scrape": [scrape]}}
	sample.undecided(denied) == {["scrape", "/authorization"]}
	sample.places(denied) == set()
}

test_success_unknown_scheme_is_undecided if {
	some scrape in _listed({}).resources.prometheus_scrape
	case := {"resources": {"prometheus_scrape": [sample.hidden(scrape, ["/scheme"])]}}
	denied := rule.deny with input as case
	sample.undecided(denied) == {["scrape", "/scheme"]}
	sample.places(denied) == set()
}

_scrape(values) := {"resources": {"prometheus_scrape": [sample.whole("scrape", values)]}}

_listed(values) := _scrape(object.union(
	{"targets": ["metrics.a.pinecone.io"], "authorization": {"type": "Bearer", "credentials": "file"}},
	values,
))
