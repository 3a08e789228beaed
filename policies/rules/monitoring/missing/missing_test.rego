package policies.rules.monitoring.missing_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.missing as rule

test_fail_nothing if {
	denied := rule.deny with input as _project({}, {})
	sample.places(denied) == {["search", "/monitoring"]}
	sample.messages(denied) == {
		`nothing watches project "search": scrape its metrics, or declare what else does`,
	}
	{finding.absent | some finding in denied} == {["prometheus_scrape", "datadog_monitor"]}
}

test_fail_datadog_off if {
	denied := rule.deny with input as _project({"datadog": false}, {})
	sample.places(denied) == {["search", "/monitoring"]}
}

test_success_scraped if {
	rule.deny == set() with input as _project({}, {"scrapes": ["scrape"]})
}

test_success_monitor if {
	rule.deny == set() with input as _project({}, {"monitors": ["monitor"]})
}

test_success_declared_elsewhere if {
	every monitoring in [{"datadog": true}, {"other": "the platform team's own"}] {
		denied := rule.deny with input as _project(monitoring, {})
		denied == set()
	}
}

test_success_unknown_scrape_of_some_project_is_undecided if {
	denied := rule.deny with input as _project({}, {"possible_scrapes": ["scrape"]})
	sample.undecided(denied) == {["search", "/monitoring"]}
	sample.places(denied) == set()
}

test_success_unknown_in_manifest_is_undecided if {
	case := json.patch(_project({}, {}), [{
		"op": "add",
		"path": "/resources/pinecone_project/0/unknown",
		"value": {"/monitoring/datadog": {"reason": "the manifest's value is not valid"}},
	}])
	denied := rule.deny with input as case
	sample.undecided(denied) == {["search", "/monitoring"]}
	sample.places(denied) == set()
}

test_success_unknown_without_manifest_is_undecided if {
	case := json.patch(_project({}, {}), [{
		"op": "replace",
		"path": "/resources/pinecone_project/0/observations/0/source",
		"value": "terraform infra",
	}])
	denied := rule.deny with input as case
	sample.undecided(denied) == {["search", "/monitoring"]}
	sample.places(denied) == set()
}

test_success_unknown_scrape_elsewhere_is_undecided if {
	denied := rule.deny with input as _project({}, {"unfilled": ["alert"]})
	sample.undecided(denied) == {["search", "/monitoring"]}
	sample.places(denied) == set()
}

_project(monitoring, links) := {
	"resources": {"pinecone_project": [object.union(
		sample.linked(sample.partial("search", {"monitoring": monitoring}), links),
		{"observations": [{"source": "manifest pinelint.yaml", "address": "/projects/0", "values": {}}]},
	)]},
	"linked": {id: sample.whole(id, {}) | some ids in links; some id in ids},
}
