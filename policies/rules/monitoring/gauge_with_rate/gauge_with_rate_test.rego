package policies.rules.monitoring.gauge_with_rate_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.gauge_with_rate as rule

test_fail_rate if {
	denied := rule.deny with input as _query("pinecone_db_record_total", ["rate", "sum"])
	sample.places(denied) == {["query", "/selectors/0"]}
	sample.messages(denied) == {
		`panel "query" takes rate of "pinecone_db_record_total", which is a gauge: use delta or deriv`,
	}
}

test_success_delta if {
	rule.deny == set() with input as _query("pinecone_db_record_total", ["delta", "sum"])
}

test_success_counter if {
	rule.deny == set() with input as _query("pinecone_db_op_query_count", ["rate"])
}

test_success_unknown_metric if {
	case := {"resources": {"metric_query": [sample.hidden(
		sample.whole("query", {"kind": "panel", "selectors": [{"path": ["rate"]}]}),
		["/selectors/0/metric"],
	)]}}
	rule.deny == set() with input as case
}

_query(metric, path) := {"resources": {"metric_query": [sample.whole("query", {
	"kind": "panel",
	"selectors": [{"metric": metric, "path": path}],
})]}}
