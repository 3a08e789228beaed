package policies.rules.monitoring.alert_never_fires_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.alert_never_fires as rule

test_fail_never if {
	denied := rule.deny with input as _silent({})
	sample.places(denied) == {["query", "/never/0"]}
	sample.messages(denied) == {$`alert "query" can never fire by "x": {_above}`}
}

test_fail_one_side if {
	denied := rule.deny with input as _silent({"sides": 2})
	sample.messages(denied) == {
		$`one side of "or" in alert "query" can never fire by "x": {_above}`,
	}
	{finding.severity | some finding in denied} == {"low"}
}

test_fail_both_sides if {
	wrong := object.union(_selecting(["cloud", "=", "AWS"]), {"side": 1})
	denied := rule.deny with input as _silent({"sides": 2, "selectors": [wrong]})
	sample.places(denied) == {["query", "/never/0"], ["query", "/selectors/0/labels/0"]}
	every finding in denied { not finding.severity }
}

test_fail_only_without_data if {
	denied := rule.deny with input as _silent({"no_data": "alerting"})
	only := `alert "query" can fire only where there is no data by "x"`
	sample.messages(denied) == {$`{only}: {_above}`}
}

test_success_another_side_or_no_data_tells_what_is_not_there if {
	counts := {"cause": "count", "of": "count(x)", "operator": "==", "with": "0"}
	rule.deny == set() with input as _silent({"sides": 2, "never": [counts]})
	wrong := {"never": [], "selectors": [_selecting(["cloud", "=", "AWS"])], "no_data": "alerting"}
	rule.deny == set() with input as _silent(wrong)
}

test_success_unknown_what_it_compares if {
	query := sample.hidden(sample.whole("query", {"kind": "alert", "selectors": []}), ["/never"])
	rule.deny == set() with input as {"resources": {"metric_query": [query]}}
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
}

test_fail_recorded_without_what_scrapes_add if {
	denied := rule.deny with input as _scraped(_recorded("=", "docs"), [{"labels": ["index_name"]}])
	sample.places(denied) == {["query", "/selectors/0/labels/0"]}
	lost := object.union(object.remove(_recorded("=", "docs"), ["recorded_labels"]), {"recorded_lost": ["index_name"]})
	without := rule.deny with input as _scraped(lost, [{}])
	sample.places(without) == {["query", "/selectors/0/labels/0"]}
}

test_success_unknown_what_is_added_later if {
	case := _scraped(_recorded("=", "docs"), [{"external": ["index_name"], "rule_files": ["rules.yml"]}])
	every input_ in [case, _scraped(_recorded("=", "docs"), [])] {
		denied := rule.deny with input as input_
		sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
		sample.places(denied) == set()
	}
	own := json.patch(case, [{"op": "add", "path": "/resources/metric_query/0/values/file", "value": "rules.yml"}])
	denied := rule.deny with input as own
	sample.places(denied) == {["query", "/selectors/0/labels/0"]}
}

test_fail_join_of_what_is_recorded if {
	join := {
		"operator": "and", "on": ["region"],
		"left": {"labels": ["index_name"], "metrics": ["index:queries"], "certain": true, "recorded": true},
		"right": {"metrics": ["pinecone_db_op_query_count"], "certain": true},
	}
	denied := rule.deny with input as _linked({"selectors": [], "joins": [join]}, [{}])
	sample.places(denied) == {["query", "/joins/0"]}
	unknown := rule.deny with input as _alert([], [join])
	sample.undecided(unknown) == {["query", "/joins/0"]}
	sample.places(unknown) == set()
}

test_fail_sides_apart if {
	join := {"operator": "/", "left": _side("a"), "right": _side("b")}
	denied := rule.deny with input as _alert([], [join])
	select := `the two sides of "/" select different values of "index_name": select one, or ignore the label`
	sample.messages(denied) == {$`alert "query" can never fire, since {select}`}
	every other in [{"right": _side("a")}, {"ignoring": ["index_name"]}, {"on": ["region"]}, {"optional": true}] {
		rule.deny == set() with input as _alert([], [object.union(join, other)])
	}
}

test_fail_no_scrape_gives_the_value if {
	named := {"fixed": [{"name": "project", "value": "search"}], "labels": ["project"], "labels_dropped": ["capacity_.*"]}
	every other in [["=", "other"], ["=~", "o.+"], ["!=", "search"], ["!~", "s.+"]] {
		denied := rule.deny with input as _scraped(_selecting(array.concat(["project"], other)), [named])
		sample.places(denied) == {["query", "/selectors/0/labels/0"]}
	}
	denied := rule.deny with input as _scraped(_selecting(["project", "=", "other"]), [named])
	gives := `no scrape gives "project" that value, but "search"`
	sample.messages(denied) == {$`alert "query" can never fire by "pinecone_db_record_total": {gives}`}
	{finding.absent | some finding in denied} == {["prometheus_scrape"]}
	dropped := rule.deny with input as _scraped(_selecting(["capacity_mode", "=", "serverless"]), [named])
	takes := `relabelling in "a.yml" takes "capacity_mode" away`
	sample.messages(dropped) == {$`alert "query" can never fire by "pinecone_db_record_total": {takes}`}
	kept := {"labels_kept": ["index_name"]}
	sample.places(rule.deny) == {["query", "/selectors/0/labels/0"]} with input as _scraped(
		_selecting(["capacity_mode", "=", "serverless"]),
		[kept],
	)
}

test_success_a_scrape_may_give_the_value if {
	named := {"fixed": [{"name": "project", "value": "search"}], "labels": ["project"]}
	dropping := {"labels_dropped": ["project"], "labels": ["project"]}
	every case in [
		[["project", "=", "search"], [named]],
		[["project", "=", "other"], [named, {"labels": ["project"]}]],
		[["project", "=", "other"], [dropping]],
		[["project", "=", ""], [{"labels_dropped": ["project"]}]],
		[["project", "!~", "o"], [named]],
		[["project", "by"], [named]],
		[["project", "=", "other"], []],
	] {
		rule.deny == set() with input as _scraped(_selecting(case[0]), case[1])
	}
	optional := object.union(_selecting(["project", "=", "other"]), {"optional": true})
	rule.deny == set() with input as _scraped(optional, [named])
}

test_success_unknown_labels_of_a_scrape_that_takes_some_away if {
	case := json.patch(
		_scraped(_selecting(["capacity_mode", "=", "serverless"]), [{"labels_dropped": ["capacity_mode"]}]),
		[{"op": "add", "path": "/linked/0/unknown", "value": {"/labels": {"reason": "labelmap"}}}],
	)
	denied := rule.deny with input as case
	sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
	sample.places(denied) == set()
}

test_fail_left_out_of_the_one_that_is_selected if {
	scrapes := [
		_of_project("a", ["pinecone_.*"]),
		_of_project("b", []),
	]
	denied := rule.deny with input as _scraped(_selecting(["project", "=", "a"]), scrapes)
	sample.places(denied) == {["query", "/selectors/0"]}
	rule.deny == set() with input as _scraped(_selecting(["project", "=", "b"]), scrapes)
	without := [scrapes[0], {}]
	unlabelled := rule.deny with input as _scraped(_selecting(["project", "=", "a"]), without)
	sample.places(unlabelled) == {["query", "/selectors/0"]}
	no_scrape := rule.deny with input as _scraped(_selecting(["project", "=", "c"]), without)
	sample.places(no_scrape) == {["query", "/selectors/0/labels/0"]}
}

test_success_unknown_labels_of_the_one_that_keeps_it if {
	scrapes := [_of_project("a", ["pinecone_.*"]), {}]
	case := json.patch(
		_scraped(_selecting(["project", "=", "a"]), scrapes),
		[{"op": "add", "path": "/linked/1/unknown", "value": {"/labels": {"reason": "labelmap"}}}],
	)
	denied := rule.deny with input as case
	sample.undecided(denied) == {["query", "/selectors/0"]}
	sample.places(denied) == set()
}

test_success_within_bounds if {
	case := _alert([_fullness], [])
	rule.deny == set() with input as case
	rule.applies == {"query"} with input as case
}

test_fail_too_short if {
	denied := rule.deny with input as _scraped(_rated(30), [{"interval": 60}, {"interval": 120}])
	sample.places(denied) == {["query", "/selectors/0"]}
	no_two := `in "30" seconds there are no two values for rate, since it is scraped every "60"`
	never := `alert "query" can never fire by "pinecone_db_op_query_count"`
	sample.messages(denied) == {$`{never}: {no_two}: take a range of four times that`}
}

test_success_long_enough if {
	every case in [[60, [{"interval": 60}]], [30, [{"interval": 60}, {"interval": 15}]], [90, [{}]], [60, []]] {
		rule.deny == set() with input as _scraped(_rated(case[0]), case[1])
	}
	others := [{"path": ["max_over_time"]}, {"optional": true}, {"recorded": true}, {"metric": "up"}]
	every other in others {
		rule.deny == set() with input as _scraped(object.union(_rated(30), other), [{"interval": 60}])
	}
}

test_success_unknown_interval if {
	every scrapes in [[{}], [{"interval": 60}, {}], []] {
		denied := rule.deny with input as _scraped(_rated(30), scrapes)
		sample.undecided(denied) == {["query", "/selectors/0"]}
		sample.places(denied) == set()
	}
}

test_success_unknown_job if {
	named := {"fixed": [{"name": "job", "value": "a"}]}
	every scrapes in [[named, {}], [{}]] {
		every asked in [["job", "=", "b"], ["job", "=~", "b.*"]] {
			denied := rule.deny with input as _scraped(_selecting(asked), scrapes)
			sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
			sample.places(denied) == set()
		}
		every asked in [["job", "!=", "b"], ["job", "=~", ".+"], ["job", "by"]] {
			rule.deny == set() with input as _scraped(_selecting(asked), scrapes)
		}
	}
	rule.deny == set() with input as _scraped(_selecting(["job", "=", "a"]), [named, {}])
	denied := rule.deny with input as _scraped(_selecting(["job", "=", "b"]), [named])
	sample.places(denied) == {["query", "/selectors/0/labels/0"]}
}

test_success_panel if {
	query := sample.whole("query", {"kind": "panel", "never": [_never], "selectors": [_fullness]})
	case := {"resources": {"metric_query": [query]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_fail_left_out if {
	leaves := `relabelling in "a.yml" leaves "pinecone_db_index_fullness" out`
	every scrape in [{"dropped": ["go_.*", "pinecone_db_index_.*"]}, {"kept": ["pinecone_db_op_.*"]}] {
		denied := rule.deny with input as _scraped(_fullness, [scrape])
		sample.places(denied) == {["query", "/selectors/0"]}
		sample.messages(denied) == {$`alert "query" can never fire: {leaves}`}
	}
}

test_success_kept if {
	keeping := {"dropped": ["pinecone_db_index"], "kept": ["pinecone_.*"]}
	every scrapes in [[keeping], [{"dropped": ["pinecone_.*"]}, {}], []] {
		denied := rule.deny with input as _scraped(_fullness, scrapes)
		denied == set()
	}
}

test_success_left_out_beside_another if {
	selector := object.union(_fullness, {"optional": true})
	rule.deny == set() with input as _scraped(selector, [{"dropped": [".*"]}])
	renamed := [{"dropped": [".*"], "labels": ["__name__"]}]
	rule.deny == set() with input as _scraped(_fullness, renamed)
}

test_success_unknown_selectors if {
	query := sample.hidden(sample.whole("query", {"kind": "alert"}), ["/selectors", "/joins"])
	rule.deny == set() with input as {"resources": {"metric_query": [query]}}
}

_recorded(operator, value) := {
	"metric": "vectors:queries", "recorded": true, "recorded_labels": ["cloud"], "path": ["==", "sum"],
	"labels": [{"name": "index_name", "operator": operator, "value": value}],
}

_fullness := {"metric": "pinecone_db_index_fullness", "labels": [], "path": ["max", ">"]}

_rated(seconds) := {
	"metric": "pinecone_db_op_query_count",
	"labels": [],
	"path": ["rate", ">"],
	"window": seconds,
}

_above := `it is never > "80": compare it with a value below "1"`

_never := {"cause": "value", "of": "x", "operator": ">", "with": "80", "most": 1}

_silent(values) := {"resources": {"metric_query": [sample.whole(
	"query",
	object.union({"kind": "alert", "selectors": [], "never": [_never]}, values),
)]}}

_alert(selectors, joins) := {"resources": {"metric_query": [sample.whole("query", {
	"kind": "alert",
	"selectors": selectors,
	"joins": joins,
})]}}

_of_project(value, dropped) := {
	"fixed": [{"name": "project", "value": value}],
	"labels": ["project"],
	"dropped": dropped,
}

_shown(label) := ["name", "operator", "value"] if count(label) > 2

_shown(label) := ["name", "operator"] if count(label) == 2

_side(index) := {
	"metrics": ["pinecone_db_op_query_count"],
	"certain": true,
	"fixed": [{"name": "index_name", "value": index}],
}

_selecting(label) := {
	"metric": "pinecone_db_record_total",
	"labels": [object.filter({"name": label[0], "operator": label[1], "value": label[count(label) - 1]}, _shown(label))],
	"path": [">"],
}

_scraped(selector, scrapes) := _linked({"selectors": [selector], "joins": []}, scrapes)

_linked(values, scrapes) := {
	"resources": {"metric_query": [sample.linked(
		sample.whole("query", object.union({"kind": "alert"}, values)),
		{"scrapes": [$"{i}" | some i, _ in scrapes]},
	)]},
	"linked": {$"{i}": sample.whole("scrape", object.union({"file": "a.yml"}, scrape)) | some i, scrape in scrapes},
}

test_success_a_value_that_is_filled_in_is_undecided if {
	every operator in ["=", "!=", "=~", "!~"] {
		denied := rule.deny with input as _alert([_open("cloud", operator, [])], [])
		sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
		sample.places(denied) == set()
	}
	twice := _alert([_open("index_name", "=", [{"name": "index_name", "operator": "=", "value": "a"}])], [])
	denied := rule.deny with input as twice
	sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
}

test_success_a_value_that_may_be_any if {
	rule.deny == set() with input as _alert([_open("index_name", "=", [])], [])
	rule.deny == set() with input as _alert([_open("index_name", "=", [{"name": "index_name", "operator": "by"}])], [])
	rule.deny == set() with input as _alert([object.union(_open("cloud", "=", []), {"optional": true})], [])
	own := {"labels": ["cloud"]}
	rule.deny == set() with input as _scraped(_open("cloud", "=", []), [own])
}

test_success_a_filled_in_value_that_scrapes_give_is_undecided if {
	given := _of_project("search", [])
	gone := {"labels_dropped": ["project"]}
	denied := rule.deny with input as _scraped(_open("project", "=", []), [given, gone])
	sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
	sample.places(denied) == set()
	rule.deny == set() with input as _scraped(_open("project", "=", []), [given, {"labels": ["project"]}])
}

test_success_a_filled_in_value_of_a_lost_label_is_undecided if {
	selector := object.union(_open("index_name", "=", []), {"metric": "a:b", "recorded": true, "recorded_labels": []})
	denied := rule.deny with input as _alert([selector], [])
	sample.undecided(denied) == {["query", "/selectors/0/labels/0"]}
}

test_success_a_filled_in_value_of_a_side_is_undecided if {
	open := json.remove(_side("a"), ["/fixed/0/value"])
	every sides in [[open, _side("b")], [_side("b"), open]] {
		join := {"operator": "/", "left": sides[0], "right": sides[1]}
		denied := rule.deny with input as _alert([], [join])
		sample.undecided(denied) == {["query", "/joins/0"]}
		sample.places(denied) == set()
		rule.deny == set() with input as _alert([], [object.union(join, {"ignoring": ["index_name"]})])
	}
}

_open(name, operator, others) := {
	"metric": "pinecone_db_record_total",
	"labels": array.concat([{"name": name, "operator": operator}], others),
	"path": [">"],
}
