package policies.rules.monitoring.metric_renamed_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.metric_renamed as rule

test_fail_renamed if {
	denied := rule.deny with input as _query([{"metric": "up"}, {"metric": "pinecone_db_op_query_duration_total"}])
	sample.places(denied) == {["query", "/selectors/1"]}
	gone := `panel "query" reads "pinecone_db_op_query_duration_total", which is gone since "2026-06-30"`
	sample.messages(denied) == {$`{gone}: use "pinecone_db_op_query_duration_sum"`}
}

test_success_unchanged if {
	metrics := ["pinecone_db_record_total", "pinecone_db_op_query_count", "pinecone_db_scheduled_backup_failure_total"]
	rule.deny == set() with input as _query([{"metric": metric} | some metric in metrics])
}

test_success_beside_the_new_name if {
	path := ["rate", "or"]
	case := _query([
		{"metric": "pinecone_db_op_query_count", "path": path},
		{"metric": "pinecone_db_op_query_total", "path": path},
	])
	rule.deny == set() with input as case
}

test_fail_instead_of_another if {
	path := ["rate", "or"]
	case := _query([
		{"metric": "pinecone_db_op_fetch_count", "path": path},
		{"metric": "pinecone_db_op_query_total", "path": path},
	])
	denied := rule.deny with input as case
	sample.places(denied) == {["query", "/selectors/1"]}
}

test_success_recorded if {
	rule.deny == set() with input as _query([{"metric": "pinecone_db_read_unit_total", "recorded": true}])
}

test_success_unknown_relabelled_is_undecided if {
	case := _scraped([{"metric": "pinecone_db_op_query_total"}], ["__name__", "team"])
	denied := rule.deny with input as case
	sample.undecided(denied) == {["query", "/selectors/0"]}
	sample.places(denied) == set()
}

test_fail_relabelled_otherwise if {
	denied := rule.deny with input as _scraped([{"metric": "pinecone_db_op_query_total"}], ["team"])
	sample.places(denied) == {["query", "/selectors/0"]}
}

test_success_unknown_selectors if {
	query := sample.hidden(sample.whole("query", {"kind": "panel"}), ["/selectors"])
	rule.deny == set() with input as {"resources": {"metric_query": [query]}}
}

_query(selectors) := {"resources": {"metric_query": [sample.whole("query", {"kind": "panel", "selectors": selectors})]}}

_scraped(selectors, labels) := {
	"resources": {"metric_query": [sample.linked(
		sample.whole("query", {"kind": "panel", "selectors": selectors}),
		{"scrapes": ["scrape"]},
	)]},
	"linked": {"scrape": sample.whole("scrape", {"labels": labels})},
}
