package policies.rules.monitoring.placeholder_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.placeholder as rule

_url := "https://api.pinecone.io/prometheus/projects/PROJECT_ID/metrics/discovery"

test_fail_project if {
	denied := rule.deny with input as _scrape({"discovery": [{"url": _url}]})
	sample.places(denied) == {["scrape", "/discovery/0/url"]}
	sample.messages(denied) == {
		`scrape "scrape" still has the placeholder "PROJECT_ID": write the project's id`,
	}
}

test_fail_credentials if {
	left := {"type": "Bearer", "credentials": "placeholder"}
	found := {"url": "https://x.pinecone.io/", "authorization": left}
	denied := rule.deny with input as _scrape({"authorization": left, "discovery": [found]})
	sample.places(denied) == {
		["scrape", "/authorization/credentials"],
		["scrape", "/discovery/0/authorization/credentials"],
	}
	sample.messages(denied) == {
		`scrape "scrape" still has a placeholder as its credentials: name a file with the API key`,
	}
}

test_fail_target if {
	every left in ["YOUR_ENVIRONMENT", "<environment>", "REGION"] {
		denied := rule.deny with input as _scrape({"targets": ["localhost:9090", $"metrics.{left}.pinecone.io:443"]})
		sample.places(denied) == {["scrape", "/targets/1"]}
		sample.messages(denied) == {
			$`scrape "scrape" still has the placeholder "{left}" in a target: write where the metrics are`,
		}
	}
}

test_fail_part_of_a_target if {
	denied := rule.deny with input as _scrape({"targets": ["metrics.svc-<uuid>.pinecone.io"]})
	sample.places(denied) == {["scrape", "/targets/0"]}
}

test_success_target if {
	every target in [
		"metrics.${REGION}.pinecone.io", "metrics.us-east1-gcp.pinecone.io",
		"metrics.${POD_ENVIRONMENT}.pinecone.io", "PROM:9090",
	] {
		rule.deny == set() with input as _scrape({"targets": [target]})
	}
}

test_success_replaced if {
	case := _scrape({
		"authorization": {"type": "Bearer", "credentials": "file"},
		"discovery": [{"url": replace(_url, "PROJECT_ID", "p-1"), "project": "p-1"}],
	})
	rule.deny == set() with input as case
}

test_success_unknown_project_is_undecided if {
	scrape := sample.hidden(
		sample.whole("scrape", {"discovery": [{"url": replace(_url, "PROJECT_ID", "${ID}")}]}),
		["/discovery/0/project"],
	)
	denied := rule.deny with input as {"resources": {"prometheus_scrape": [scrape]}}
	sample.undecided(denied) == {["scrape", "/discovery/0/url"]}
	sample.places(denied) == set()
}

test_success_unknown_url_is_undecided if {
	scrape := sample.hidden(sample.whole("scrape", {"discovery": [{}]}), ["/discovery/0/url"])
	denied := rule.deny with input as {"resources": {"prometheus_scrape": [scrape]}}
	sample.undecided(denied) == {["scrape", "/discovery/0/url"]}
	sample.places(denied) == set()
}

_scrape(values) := {"resources": {"prometheus_scrape": [sample.whole("scrape", values)]}}

test_success_of_the_same_code if {
	id := "${pinecone_project.search.id}"
	rule.deny == set() with input as _scrape({"discovery": [{"url": replace(_url, "PROJECT_ID", id)}]})
}
