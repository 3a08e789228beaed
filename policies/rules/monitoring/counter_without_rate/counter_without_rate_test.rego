package policies.rules.monitoring.counter_without_rate_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.counter_without_rate as rule

test_fail_compared if {
	denied := rule.deny with input as _query("alert", "pinecone_db_read_unit_count", ["sum", ">"])
	sample.places(denied) == {["query", "/selectors/0"]}
	sample.messages(denied) == {
		`alert "query" takes the counter "pinecone_db_read_unit_count" as it is: take its rate, as rate(…[5m])`,
	}
}

test_fail_drawn if {
	denied := rule.deny with input as _query("panel", "pinecone_request_latency_seconds_sum", [])
	sample.places(denied) == {["query", "/selectors/0"]}
}

test_success_rate if {
	every step in ["rate", "increase", "absent"] {
		denied := rule.deny with input as _query("alert", "pinecone_db_read_unit_count", [step, "sum", ">"])
		denied == set()
	}
}

test_fail_recorded if {
	case := _selecting("alert", {"metric": "a:b", "recorded_counter": "pinecone_db_read_unit_count", "path": [">"]})
	denied := rule.deny with input as case
	sample.places(denied) == {["query", "/selectors/0"]}
	made := `"a:b", which is recorded of the counter "pinecone_db_read_unit_count" as it is`
	sample.messages(denied) == {$`alert "query" takes {made}: record its rate, as rate(…[5m])`}
}

test_success_recorded if {
	rated := {"metric": "a:b", "recorded_counter": "pinecone_db_read_unit_count", "path": ["rate"]}
	rule.deny == set() with input as _selecting("alert", rated)
	rule.deny == set() with input as _selecting("alert", {"metric": "a:b", "recorded": true, "path": [">"]})
}

test_success_only_whether_it_is_there if {
	there := {"metric": "pinecone_db_read_unit_count", "path": ["unless"], "exists": true}
	rule.deny == set() with input as _selecting("alert", there)
}

test_success_gauge if {
	rule.deny == set() with input as _query("panel", "pinecone_db_record_total", ["sum"])
}

test_success_recording_rule if {
	rule.deny == set() with input as _query("record", "pinecone_db_read_unit_count", ["sum"])
}

test_success_unknown_selectors if {
	query := sample.hidden(sample.whole("query", {"kind": "alert"}), ["/selectors"])
	rule.deny == set() with input as {"resources": {"metric_query": [query]}}
}

_query(kind, metric, path) := _selecting(kind, {"metric": metric, "path": path})

_selecting(kind, selector) := {"resources": {"metric_query": [sample.whole("query", {
	"kind": kind,
	"selectors": [selector],
})]}}

test_success_recorded_of_what_is_not_read_is_undecided if {
	open := {"metric": "a:b", "recorded": true, "recorded_open": true, "path": [">"]}
	denied := rule.deny with input as _selecting("alert", open)
	sample.undecided(denied) == {["query", "/selectors/0"]}
	sample.places(denied) == set()
	rule.deny == set() with input as _selecting("alert", object.union(open, {"path": ["rate"]}))
	rule.deny == set() with input as _selecting("record", open)
}
