package policies.lib.monitoring_test

import data.policies.lib.monitoring
import data.policies.lib.sample_test as sample

test_what_may_be_absent if {
	labels := [{"name": "cloud", "operator": "=", "value": "AWS"}]
	selector := {"metric": "pinecone_db_record_total", "path": ["sum", "or"], "labels": labels}
	count(monitoring.impossible(_query, selector)) == 1
	not monitoring.impossible(_query, object.union(selector, {"optional": true}))
}

test_contradiction if {
	_pointers([["a", "=", "x"], ["a", "=", "x"], ["a", "=", "y"]]) == {"/labels/2"}
	_pointers([["a", "=", "x"], ["a", "=", "x"]]) == set()
	every other in [["a", "!=", "x"], ["a", "=~", "y.*"], ["a", "!~", "x|y"]] {
		_pointers([["a", "=", "x"], other]) == {"/labels/1"}
		_pointers([other, ["a", "=", "x"]]) == {"/labels/0"}
	}
	every other in [["a", "!=", "y"], ["a", "=~", "x.*"], ["a", "!~", "y"], ["b", "!=", "x"]] {
		_pointers([["a", "=", "x"], other]) == set()
	}
	_pointers([["a", "=~", "x.*"], ["a", "!=", "x"]]) == set()
}

test_label_values if {
	_pointers([["cloud", "=~", "AWS|GCP"]]) == {"/labels/0"}
	_pointers([["cloud", "=~", "aws|GCP"]]) == set()
	_pointers([["cloud", "!=", "AWS"]]) == set()
	_pointers([["capacity_mode", "=", "pod"]]) == {"/labels/0"}
	_pointers([["index_name", "=", "anything"]]) == set()
	_pointers([["cloud", "by", ""]]) == set()
}

test_no_label_value_is_left if {
	_pointers([["cloud", "=~", "az.*"], ["region", "=", "a"], ["cloud", "!=", "azure"]]) == {"/labels/2"}
	_pointers([["capacity_mode", "!=", "serverless"], ["capacity_mode", "!=", "byoc"]]) == {"/labels/1"}
	_pointers([["cloud", "!~", "aws|gcp|azure"]]) == {"/labels/0"}
	_pointers([["cloud", "!~", "aws|gcp"]]) == set()
	_pointers([["cloud", "=~", "a.*"], ["cloud", "!=", "azure"]]) == set()
}

test_label_values_of_a_scrape_of_its_own if {
	query := sample.linked(_query, {"scrapes": ["scrape"]})
	selector := _selecting([["cloud", "=", "AWS"]])
	every scrape in [{"labels": ["cloud"]}, {"labels_dropped": ["cl.*"]}] {
		linked := {"scrape": sample.whole("scrape", scrape)}
		monitoring.impossible(query, selector) == set() with input as {"resources": {}, "linked": linked}
	}
	other := {"scrape": sample.whole("scrape", {"labels": ["team"]})}
	count(monitoring.impossible(query, selector)) == 1 with input as {"resources": {}, "linked": other}
}

test_never if {
	monitoring.never(_value({"least": 0, "most": 1})) == `it is "0" to "1" and never > "2"`
	monitoring.never(_value({"least": 1, "most": 1})) == `it is "1" and never > "2"`
	monitoring.never(_value({"most": 0})) == `it is never > "2": compare it with a value below "0"`
	monitoring.never(_value({"least": 0})) == `it is never > "2": compare it with a value above "0"`
	monitoring.never(_value({})) == `it is never > "2"`
	every cause in ["both", "itself", "always", "buckets", "recorded"] { monitoring.never({"cause": cause}) }
	contains(monitoring.never({"cause": "count", "operator": "<", "with": "1"}), "use absent(…)")
}

_value(bounds) := object.union({"cause": "value", "of": "x", "operator": ">", "with": "2"}, bounds)

test_joins if {
	sums := _side(["index_name"], ["pinecone_db_op_query_count"])
	whole := _side([], ["pinecone_db_op_query_count"])
	monitoring.unmatched(_join(sums, whole, {})) == {"index_name"}
	monitoring.unmatched(_join(whole, sums, {})) == {"index_name"}
	monitoring.unmatched(_join(sums, sums, {})) == set()
	monitoring.unmatched(_join(sums, whole, {"ignoring": ["index_name"]})) == set()
	monitoring.unmatched(_join(sums, whole, {"on": []})) == set()
	monitoring.unmatched(_join(sums, whole, {"on": ["index_name"]})) == {"index_name"}
	monitoring.unmatched(_join(sums, whole, {"optional": true})) == set()
}

test_joins_with_all_labels if {
	series := {"metrics": ["pinecone_db_storage_size_bytes"], "certain": true}
	whole := _side([], ["pinecone_db_storage_size_bytes"])
	monitoring.unmatched(_join(series, whole, {})) == {"index_name", "cloud", "region", "capacity_mode"}
	monitoring.unmatched(_join(series, series, {})) == set()
	monitoring.unmatched(_join(object.remove(series, ["certain"]), whole, {})) == set()
	monitoring.unmatched(_join({"metrics": ["up"], "certain": true}, whole, {})) == set()
	monitoring.unmatched(_join(series, {"metrics": ["up"]}, {})) == set()
}

_side(labels, metrics) := {"labels": labels, "metrics": metrics, "certain": true}

_join(left, right, matching) := object.union({"operator": "/", "left": left, "right": right}, matching)

_query := sample.whole("query", {})

_pointers(labels) := {pointer | some [pointer, _] in monitoring.impossible(_query, _selecting(labels))}

_selecting(labels) := {
	"metric": "pinecone_db_record_total",
	"path": [],
	"labels": [{"name": label[0], "operator": label[1], "value": label[2]} | some label in labels],
}
