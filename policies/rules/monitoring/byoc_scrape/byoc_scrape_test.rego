package policies.rules.monitoring.byoc_scrape_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.byoc_scrape as rule

_public := "https://api.pinecone.io/prometheus/projects/p-1/metrics/discovery"

test_fail_byoc if {
	denied := rule.deny with input as _scrape(_public, "projects", sample.whole("toys", {"deployment": "byoc"}))
	sample.places(denied) == {["scrape", "/discovery/0/url"]}
	sample.messages(denied) == {
		`scrape "scrape" is public, and index "toys" is in your own cloud: scrape it in its VPC`,
	}
}

test_success_serverless if {
	case := _scrape(_public, "projects", sample.whole("toys", {"deployment": "serverless"}))
	rule.deny == set() with input as case
	rule.applies == {"scrape"} with input as case
}

test_success_in_the_vpc if {
	case := _scrape("http://pinecone.internal:9090/sd", "projects", sample.whole("toys", {"deployment": "byoc"}))
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_deployment_is_undecided if {
	denied := rule.deny with input as _scrape(_public, "projects", sample.partial("toys", {}))
	sample.undecided(denied) == {["scrape", "/discovery/0/url"]}
	sample.places(denied) == set()
}

test_success_unknown_project_is_undecided if {
	index := sample.whole("toys", {"deployment": "byoc"})
	denied := rule.deny with input as _scrape(_public, "possible_projects", index)
	sample.undecided(denied) == {["scrape", "/discovery/0/url"]}
}

test_success_unknown_discovery_is_undecided if {
	case := _scrape(_public, "possible_projects", sample.whole("toys", {"deployment": "byoc"}))
	scrape := sample.hidden(case.resources.prometheus_scrape[0], ["/discovery/0/url"])
	denied := rule.deny with input as json.patch(case, [
		{"op": "replace", "path": "/resources/prometheus_scrape/0", "value": scrape},
		{"op": "remove", "path": "/resources/prometheus_scrape/0/values/discovery/0/url"},
	])
	sample.places(denied) == set()
	sample.undecided(denied) == {["scrape", "/discovery/0/url"]}
}

test_success_unknown_discovery_of_an_unknown_index_is_undecided if {
	index := sample.hidden(sample.whole("toys", {}), ["/deployment"])
	case := _scrape(_public, "projects", index)
	scrape := sample.hidden(case.resources.prometheus_scrape[0], ["/discovery/0/url"])
	denied := rule.deny with input as json.patch(case, [
		{"op": "replace", "path": "/resources/prometheus_scrape/0", "value": scrape},
		{"op": "remove", "path": "/resources/prometheus_scrape/0/values/discovery/0/url"},
	])
	sample.places(denied) == set()
	sample.undecided(denied) == {["scrape", "/discovery/0/url"]}
}

_scrape(url, relation, index) := {
	"resources": {"prometheus_scrape": [sample.linked(
		sample.whole("scrape", {"discovery": [{"url": url}]}),
		{relation: ["search"]},
	)]},
	"linked": {"search": sample.linked(sample.partial("search", {}), {"indexes": ["toys"]}), "toys": index},
}
