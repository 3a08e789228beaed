package policies.rules.monitoring.discovery_url_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.discovery_url as rule

_public := "https://api.pinecone.io/prometheus/projects"

test_fail_http if {
	url := "http://api.pinecone.io/prometheus/projects/p-1/metrics/discovery"
	denied := rule.deny with input as _scrape({"url": url, "project": "p-1"}, {"id": "p-1"})
	sample.places(denied) == {["scrape", "/discovery/0/url"]}
	right := $`use "{_public}/PROJECT_ID/metrics/discovery"`
	sample.messages(denied) == {$`scrape "scrape" discovers targets at "{url}": {right}`}
}

test_fail_other_urls if {
	every url in [
		"https://pinecone.io/prometheus/projects/p-1/metrics/discovery",
		"https://api.pinecone.io/prometheus/project/p-1/metrics/discovery",
		"https://api.pinecone.io/prometheus/projects/p-1/metrics",
		"https://api.pinecone.io.example/prometheus/projects/p-1/metrics/discovery",
	] {
		denied := rule.deny with input as _scrape({"url": url, "project": "p-1"}, {"id": "p-1"})
		sample.places(denied) == {["scrape", "/discovery/0/url"]}
	}
}

test_fail_other_project if {
	denied := rule.deny with input as _scrape({"url": $"{_public}/p-2/metrics/discovery", "project": "p-2"}, {"id": "p-1"})
	sample.messages(denied) == {
		`scrape "scrape" is of project "p-2", which is none of yours: use the id of one`,
	}
}

test_success_both_spellings if {
	every ending in ["discovery", "discover"] {
		found := {"url": $"{_public}/p-1/metrics/{ending}", "project": "p-1"}
		denied := rule.deny with input as _scrape(found, {"id": "p-1"})
		denied == set()
	}
}

test_success_placeholder_is_another_rules if {
	case := _scrape({"url": $"{_public}/PROJECT_ID/metrics/discovery"}, {"id": "p-1"})
	rule.deny == set() with input as case
	rule.applies == {"scrape"} with input as case
}

test_success_unknown_project_id_is_undecided if {
	denied := rule.deny with input as _scrape({"url": $"{_public}/p-1/metrics/discovery", "project": "p-1"}, {})
	sample.undecided(denied) == {["scrape", "/discovery/0/project"]}
	sample.places(denied) == set()
}

test_success_unknown_projects_are_undecided if {
	case := json.remove(
		_scrape({"url": $"{_public}/p-1/metrics/discovery", "project": "p-1"}, {}),
		["/resources/prometheus_scrape/0/links"],
	)
	denied := rule.deny with input as case
	sample.undecided(denied) == {["scrape", "/discovery/0/project"]}
}

test_success_unknown_url if {
	scrape := sample.hidden(sample.whole("scrape", {"discovery": [{}]}), ["/discovery/0/url", "/discovery/0/project"])
	rule.deny == set() with input as {"resources": {"prometheus_scrape": [scrape]}}
}

_scrape(discovery, project) := {
	"resources": {"prometheus_scrape": [sample.linked(
		sample.whole("scrape", {"discovery": [discovery]}),
		{"projects": ["search"]},
	)]},
	"linked": {"search": sample.partial("search", project)},
}
