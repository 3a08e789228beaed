package policies.lib.monitoring_test

import data.policies.lib.monitoring

test_bounds if {
	_never("pinecone_db_index_fullness", [], ">", 1)
	_never("pinecone_db_index_fullness", [], ">=", 1.5)
	_never("pinecone_db_index_fullness", ["avg_over_time", "max"], "==", 2)
	_never("pinecone_db_record_total", ["sum"], "<", 0)
	_never("pinecone_db_op_query_count", ["rate", "sum"], "<=", -1)
}

test_counts if {
	_never("pinecone_db_record_total", ["count"], "==", 0)
	_never("pinecone_db_record_total", ["count_over_time"], "<", 1)
	not _never("pinecone_db_record_total", ["count"], "<", 2)
	not _never("pinecone_db_record_total", ["count"], "!=", 0)
	not _never("pinecone_db_record_total", ["count", "*"], "==", 0)
	not _never("pinecone_db_record_total", [], "==", 0)
	not monitoring.impossible(_compared("pinecone_db_record_total", ["count", "or"], "==", 0))
}

test_bounds_that_can_be if {
	not _never("pinecone_db_index_fullness", [], ">=", 1)
	not _never("pinecone_db_index_fullness", ["sum"], ">", 1)
	not _never("pinecone_db_index_fullness", ["*"], ">", 80)
	not _never("pinecone_db_index_fullness", [], "<", 1)
	not _never("pinecone_db_record_total", [], "<=", 0)
	not _never("pinecone_db_record_total", ["-"], "<", 0)
	not _never("pinecone_db_drn_cpu_usage_percent", [], ">", 100)
	not _never("up", [], "<", 0)
}

test_what_may_be_absent if {
	every step in ["unless", "absent"] {
		selector := object.union(_compared("pinecone_db_index_fullness", [], ">", 2), {"path": [">", step]})
		not monitoring.impossible(selector)
	}
	not monitoring.impossible(_compared("pinecone_db_index_fullness", ["or", "max"], ">", 2))
	labels := [{"name": "cloud", "operator": "=", "value": "AWS"}]
	not monitoring.impossible({"metric": "pinecone_db_record_total", "path": ["sum", "or"], "labels": labels})
}

test_one_of_several_comparisons if {
	selector := object.union(_compared("pinecone_db_index_fullness", [], ">", 2), {"path": [">", "or"]})
	count(monitoring.impossible(selector)) == 1
}

test_contradiction if {
	labels := [{"name": "a", "operator": "=", "value": value} | some value in ["x", "x", "y"]]
	found := monitoring.impossible({"metric": "up", "path": [], "labels": labels})
	{pointer | some [pointer, _] in found} == {"/labels/2"}
	same := array.slice(labels, 0, 2)
	monitoring.impossible({"metric": "up", "path": [], "labels": same}) == set()
}

test_label_values if {
	_values("cloud", "=~", "AWS|GCP") == {"/labels/0"}
	_values("cloud", "=~", "aws|GCP") == set()
	_values("cloud", "!=", "AWS") == set()
	_values("capacity_mode", "=", "pod") == {"/labels/0"}
	_values("index_name", "=", "anything") == set()
}

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

_never(metric, within, operator, value) if {
	count(monitoring.impossible(_compared(metric, within, operator, value))) > 0
}

_compared(metric, within, operator, value) := {
	"metric": metric,
	"labels": [],
	"path": array.concat(within, [operator]),
	"compared": {"operator": operator, "value": value, "after": count(within)},
}

_values(name, operator, value) := {pointer |
	labels := [{"name": name, "operator": operator, "value": value}]
	some [pointer, _] in monitoring.impossible({"metric": "pinecone_db_record_total", "path": [], "labels": labels})
}
