package policies.rules.monitoring.alert_never_fires_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.alert_never_fires as rule

test_fail_bound if {
	denied := rule.deny with input as _alert([_fullness(80)], [])
	sample.places(denied) == {["query", "/selectors/0/compared"]}
	never := `alert "query" can never fire by "pinecone_db_index_fullness": it is never > "80"`
	sample.messages(denied) == {$`{never}: compare it with a value below "1"`}
}

test_fail_label_value if {
	selector := {
		"metric": "pinecone_db_record_total", "path": [],
		"labels": [{"name": "cloud", "operator": "=", "value": "AWS"}],
	}
	denied := rule.deny with input as _alert([selector], [])
	sample.places(denied) == {["query", "/selectors/0/labels/0"]}
	never := `alert "query" can never fire by "pinecone_db_record_total": "cloud" is never "AWS"`
	sample.messages(denied) == {$`{never}: use one of "aws", "azure", "gcp"`}
}

test_fail_join if {
	join := {
		"operator": "/",
		"left": {"labels": ["index_name"], "metrics": ["pinecone_db_op_query_duration_sum"], "certain": true},
		"right": {"labels": [], "metrics": ["pinecone_db_op_query_count"]},
	}
	denied := rule.deny with input as _alert([], [join])
	sample.places(denied) == {["query", "/joins/0"]}
	never := `alert "query" can never fire, since only one side of "/" has "index_name"`
	sample.messages(denied) == {$`{never}: aggregate both by the same labels`}
}

test_fail_recorded_without if {
	denied := rule.deny with input as _scraped(_recorded("=", "docs"), [{}])
	sample.places(denied) == {["query", "/selectors/0/labels/0"]}
	without := `it is recorded without "index_name": keep that label in its recording rule`
	sample.messages(denied) == {$`alert "query" can never fire by "vectors:queries": {without}`}
	pattern := rule.deny with input as _scraped(_recorded("=~", "docs-.+"), [{}])
	sample.places(pattern) == {["query", "/selectors/0/labels/0"]}
}

test_success_recorded if {
	kept := object.union(_recorded("=", "docs"), {"recorded_labels": ["index_name"]})
	unbounded := object.remove(_recorded("=", "docs"), ["recorded_labels"])
	others := [_recorded(operator, value) |
		some [operator, value] in [["=", ""], ["!=", "docs"], ["=~", ".*"], ["!~", "a"], ["by", "x"]]
	]
	every selector in array.concat([kept, unbounded], others) {
		rule.deny == set() with input as _scraped(selector, [{}])
	}
	rule.deny == set() with input as _scraped(_recorded("=", "docs"), [{"labels": ["index_name"]}])
	rule.deny == set() with input as _scraped(_recorded("=", "docs"), [])
}

test_success_within_bounds if {
	case := _alert([_fullness(0.8)], [])
	rule.deny == set() with input as case
	rule.applies == {"query"} with input as case
}

test_success_panel if {
	query := sample.whole("query", {"kind": "panel", "selectors": [_fullness(80)]})
	case := {"resources": {"metric_query": [query]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_fail_left_out if {
	leaves := `relabelling in "a.yml" leaves "pinecone_db_index_fullness" out`
	every scrape in [{"dropped": ["go_.*", "pinecone_db_index_.*"]}, {"kept": ["pinecone_db_op_.*"]}] {
		denied := rule.deny with input as _scraped(_fullness(0.8), [scrape])
		sample.places(denied) == {["query", "/selectors/0"]}
		sample.messages(denied) == {$`alert "query" can never fire: {leaves}`}
	}
}

test_success_kept if {
	keeping := {"dropped": ["pinecone_db_index"], "kept": ["pinecone_.*"]}
	every scrapes in [[keeping], [{"dropped": ["pinecone_.*"]}, {}], []] {
		denied := rule.deny with input as _scraped(_fullness(0.8), scrapes)
		denied == set()
	}
}

test_success_left_out_beside_another if {
	selector := object.union(_fullness(0.8), {"path": ["or", ">"]})
	rule.deny == set() with input as _scraped(selector, [{"dropped": [".*"]}])
	renamed := [{"dropped": [".*"], "labels": ["__name__"]}]
	rule.deny == set() with input as _scraped(_fullness(0.8), renamed)
}

test_success_unknown_selectors if {
	query := sample.hidden(sample.whole("query", {"kind": "alert"}), ["/selectors", "/joins"])
	rule.deny == set() with input as {"resources": {"metric_query": [query]}}
}

_recorded(operator, value) := {
	"metric": "vectors:queries", "recorded": true, "recorded_labels": ["cloud"], "path": ["==", "sum"],
	"labels": [{"name": "index_name", "operator": operator, "value": value}],
}

_fullness(value) := {
	"metric": "pinecone_db_index_fullness",
	"labels": [],
	"path": ["max", ">"],
	"compared": {"operator": ">", "value": value, "after": 1},
}

_alert(selectors, joins) := {"resources": {"metric_query": [sample.whole("query", {
	"kind": "alert",
	"selectors": selectors,
	"joins": joins,
})]}}

_scraped(selector, scrapes) := {
	"resources": {"metric_query": [sample.linked(
		sample.whole("query", {"kind": "alert", "selectors": [selector], "joins": []}),
		{"scrapes": [$"{i}" | some i, _ in scrapes]},
	)]},
	"linked": {$"{i}": sample.whole("scrape", object.union({"file": "a.yml"}, scrape)) | some i, scrape in scrapes},
}
