package policies.rules.monitoring.metric_unknown_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.metric_unknown as rule

test_fail_unknown if {
	denied := rule.deny with input as _query([{"metric": "pinecone_db_op_error_count"}])
	sample.places(denied) == {["query", "/selectors/0"]}
	reads := `reads "pinecone_db_op_error_count", which Pinecone does not have`
	sample.messages(denied) == {$`alert "query" {reads}: use one of its guide`}
}

test_fail_pattern if {
	case := _query([{"labels": [{"name": "__name__", "operator": "=~", "value": "pinecone_db_errors.*"}]}])
	denied := rule.deny with input as case
	sample.places(denied) == {["query", "/selectors/0"]}
}

test_success_of_a_program_is_undecided if {
	every selector in [
		{"metric": "pinecone_query_seconds_sum"},
		{"labels": [{"name": "__name__", "operator": "=~", "value": "pinecone_client_.*"}]},
	] {
		denied := rule.deny with input as _query([selector])
		sample.undecided(denied) == {["query", "/selectors/0"]}
		sample.places(denied) == set()
	}
}

test_success_known if {
	metrics := [
		"pinecone_db_op_query_count", "pinecone_vector_count", "pinecone_request_latency_seconds_bucket",
		"up", "pinecone_db_op_query_total",
	]
	rule.deny == set() with input as _query([{"metric": metric} | some metric in metrics])
}

test_success_pattern if {
	case := _query([{"labels": [{"name": "__name__", "operator": "=~", "value": "pinecone_db_op_.+_count"}]}])
	rule.deny == set() with input as case
}

test_success_recorded if {
	rule.deny == set() with input as _query([{"metric": "pinecone_queries", "recorded": true}])
}

test_success_own if {
	case := {
		"resources": {"metric_query": [sample.linked(
			sample.whole("query", {"kind": "alert", "selectors": [{"metric": "pinecone_client_errors_total"}]}),
			{"projects": ["search"]},
		)]},
		"linked": {"search": sample.partial("search", {"monitoring": {"own_metrics": ["pinecone_client_*"]}})},
	}
	rule.deny == set() with input as case
}

test_success_unknown_recording_is_undecided if {
	denied := rule.deny with input as _query([{"metric": "pinecone:queries:rate5m"}])
	sample.undecided(denied) == {["query", "/selectors/0"]}
	sample.places(denied) == set()
}

test_success_unknown_scrape_of_pods_is_undecided if {
	denied := rule.deny with input as _scraped("pinecone_vector_count", {"discovery": [_discovery("discovery")]})
	sample.undecided(denied) == {["query", "/selectors/0"]}
	sample.places(denied) == set()
}

test_success_pods if {
	every scrape in [
		{"targets": ["metrics.us-east1-gcp.pinecone.io"]},
		{"discovery": [_discovery("discovery"), _discovery("pods")]},
		{},
	] {
		rule.deny == set() with input as _scraped("pinecone_vector_count", scrape)
	}
	rule.deny == set() with input as _scraped("pinecone_db_record_total", {"discovery": [_discovery("discover")]})
	rule.deny == set() with input as _query([{"metric": "pinecone_vector_count"}])
}

test_success_unknown_relabelled_is_undecided if {
	case := {
		"resources": {"metric_query": [sample.linked(
			sample.whole("query", {"kind": "alert", "selectors": [{"metric": "pinecone_db_op_error_count"}]}),
			{"scrapes": ["scrape"]},
		)]},
		"linked": {"scrape": sample.whole("scrape", {"labels": ["__name__"]})},
	}
	denied := rule.deny with input as case
	sample.undecided(denied) == {["query", "/selectors/0"]}
	sample.places(denied) == set()
}

test_success_unknown_selectors if {
	query := sample.hidden(sample.whole("query", {"kind": "alert"}), ["/selectors"])
	rule.deny == set() with input as {"resources": {"metric_query": [query]}}
}

_discovery(path) := {"url": $"https://api.pinecone.io/prometheus/projects/p-1/metrics/{path}"}

_scraped(metric, scrape) := {
	"resources": {"metric_query": [sample.linked(
		sample.whole("query", {"kind": "alert", "selectors": [{"metric": metric}]}),
		{"scrapes": ["scrape"]},
	)]},
	"linked": {"scrape": sample.whole("scrape", scrape)},
}

_query(selectors) := {"resources": {"metric_query": [sample.whole("query", {"kind": "alert", "selectors": selectors})]}}
