package policies.rules.monitoring.label_unknown_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.label_unknown as rule

test_fail_selected if {
	denied := rule.deny with input as _query([_label("region", "="), _label("index", "=")], {})
	sample.places(denied) == {["query", "/selectors/0/labels/1"]}
	has := `it has "capacity_mode", "cloud", "index_name", "region"`
	sample.messages(denied) == {
		$`alert "query" uses the label "index", which "pinecone_db_record_total" does not have: {has}`,
	}
}

test_fail_grouped if {
	denied := rule.deny with input as _query([{"name": "namespace", "operator": "by"}], {"labels": ["team"]})
	sample.places(denied) == {["query", "/selectors/0/labels/0"]}
}

test_success_carried if {
	names := ["index_name", "cloud", "region", "capacity_mode", "job", "instance"]
	rule.deny == set() with input as _query([_label(name, "=~") | some name in names], {})
}

test_success_of_some_metrics if {
	query := sample.whole("query", {"kind": "alert", "selectors": [{
		"metric": "pinecone_db_drn_cpu_usage_percent",
		"labels": [_label("shard_id", "=")],
	}]})
	rule.deny == set() with input as {"resources": {"metric_query": [query]}}
}

test_success_added_by_the_scrape if {
	rule.deny == set() with input as _query([_label("team", "=")], {"labels": ["team"]})
}

test_success_selected_to_be_absent if {
	rule.deny == set() with input as _query([{"name": "index", "operator": "=", "value": ""}], {})
}

test_success_other_metric if {
	query := sample.whole("query", {"kind": "alert", "selectors": [{"metric": "up", "labels": [_label("a", "=")]}]})
	rule.deny == set() with input as {"resources": {"metric_query": [query]}}
}

test_success_unknown_scrape_is_undecided if {
	query := sample.whole("query", {"kind": "alert", "selectors": [{
		"metric": "pinecone_db_record_total",
		"labels": [_label("team", "=")],
	}]})
	denied := rule.deny with input as {"resources": {"metric_query": [query]}}
	sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
	sample.places(denied) == set()
}

test_success_unknown_labels_of_the_scrape_are_undecided if {
	case := json.patch(_query([_label("team", "=")], {}), [{
		"op": "add",
		"path": "/linked/scrape/unknown",
		"value": {"/labels": {"reason": "labelmap adds what discovery finds"}},
	}])
	denied := rule.deny with input as case
	sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
}

test_success_unknown_whether_it_is_evaluated_where_the_label_is_added if {
	leaving := {"labels": [], "external": ["team"], "rule_files": ["own.yml"]}
	denied := rule.deny with input as _query([_label("team", "=")], leaving)
	sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
	sample.places(denied) == set()
}

test_fail_evaluated_before_the_label_is_added if {
	leaving := {"external": ["team"], "rule_files": ["own.yml"]}
	case := json.patch(
		_query([_label("team", "=")], leaving),
		[{"op": "add", "path": "/resources/metric_query/0/values/file", "value": "own.yml"}],
	)
	denied := rule.deny with input as case
	sample.places(denied) == {["query", "/selectors/0/labels/0"]}
}

test_fail_taken_away if {
	denied := rule.deny with input as _query([{"name": "region", "operator": "by"}], {"labels_dropped": ["region"]})
	sample.places(denied) == {["query", "/selectors/0/labels/0"]}
	takes := `relabelling in "a.yml" takes "region" away`
	sample.messages(denied) == {$`alert "query" uses the label "region", and {takes}`}
}

test_fail_drawn_by_what_is_taken_away if {
	selecting := _query([_label("region", "=")], {"labels_dropped": ["region"]})
	rule.deny == set() with input as selecting
	drawn := json.patch(
		selecting,
		[{"op": "replace", "path": "/resources/metric_query/0/values/kind", "value": "panel"}],
	)
	denied := rule.deny with input as drawn
	sample.places(denied) == {["query", "/selectors/0/labels/0"]}
}

test_success_unknown_whether_what_is_taken_away_is_added if {
	case := json.patch(_query([{"name": "region", "operator": "by"}], {"labels_dropped": ["region"]}), [{
		"op": "add",
		"path": "/linked/scrape/unknown",
		"value": {"/labels": {"reason": "labelmap adds what discovery finds"}},
	}])
	denied := rule.deny with input as case
	sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
	sample.places(denied) == set()
}

test_fail_matched if {
	every side in [_side({}), _side({"labels": ["index_name"]}), _side({"labels": [], "relabelled": true})] {
		denied := rule.deny with input as _matched([_side({}), side], {})
		sample.places(denied) == {["query", "/joins/0/on/0"]}
	}
	denied := rule.deny with input as _matched([_side({}), _side({})], {})
	lacks := `matches on the label "tenant", which neither side of "and" has, so that all are one`
	match := `match on one of "capacity_mode", "cloud", "index_name", "region"`
	sample.messages(denied) == {$`alert "query" {lacks}: {match}`}
}

test_success_matched if {
	every other in [
		_side({"metrics": ["owners"]}),
		_side({"relabelled": true}),
		_side({"metrics": ["owners"], "labels": ["team"]}),
		_side({"metrics": []}),
	] {
		rule.deny == set() with input as _matched([_side({}), other], {})
	}
	rule.deny == set() with input as _matched([_side({}), _side({})], {"labels": ["tenant"]})
}

test_success_unknown_labels_to_match_on if {
	query := {"kind": "alert", "joins": [{"on": ["tenant"], "operator": "/", "left": _side({}), "right": _side({})}]}
	denied := rule.deny with input as {"resources": {"metric_query": [sample.whole("query", query)]}}
	sample.undecided(denied) == {["query", "/joins/0/on/0"]}
	leaving := rule.deny with input as _matched([_side({}), _side({})], {"external": ["tenant"]})
	sample.undecided(leaving) == {["query", "/joins/0/on/0"]}
}

_side(values) := object.union({"metrics": ["pinecone_db_record_total"]}, values)

_matched(sides, scrape) := json.patch(_query([], scrape), [{
	"op": "add",
	"path": "/resources/metric_query/0/values/joins",
	"value": [{"operator": "and", "on": ["tenant"], "left": sides[0], "right": sides[1]}],
}])

_label(name, operator) := {"name": name, "operator": operator, "value": "x"}

_query(labels, scrape) := {
	"resources": {"metric_query": [sample.linked(
		sample.whole("query", {
			"kind": "alert",
			"selectors": [{"metric": "pinecone_db_record_total", "labels": labels}],
		}),
		{"scrapes": ["scrape"]},
	)]},
	"linked": {"scrape": sample.whole("scrape", object.union({"file": "a.yml"}, scrape))},
}

test_success_a_label_that_is_filled_in_is_undecided if {
	denied := rule.deny with input as _filled_in("pinecone_db_record_total")
	sample.undecided(denied) == {["query", "/selectors/0/open"]}
	sample.places(denied) == set()
	rule.deny == set() with input as _filled_in("up")
}

_filled_in(metric) := {"resources": {"metric_query": [sample.whole("query", {
	"kind": "panel",
	"selectors": [{"metric": metric, "labels": [], "open": true}],
})]}}
