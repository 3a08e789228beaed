package policies.rules.indexes.quality_not_measured_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.quality_not_measured as rule

_now := time.parse_rfc3339_ns("2026-11-01T12:00:00Z")

_good := {"metric": "recall@10", "value": 0.9, "threshold": 0.9, "date": "2026-05-05"}

test_fail_nothing_declared if {
	denied := rule.deny with input as _index({}, {})
	sample.places(denied) == {["index", "/evaluation"]}
	sample.messages(denied) == {concat(" ", [
		`the evaluation of index "index" lacks "date", "metric", "threshold", "value":`,
		"measure its results and declare them",
	])}
}

test_fail_part_missing if {
	denied := rule.deny with input as _index(object.remove(_good, ["threshold"]), {}) with time.now_ns as _now
	sample.places(denied) == {["index", "/evaluation"]}
}

test_fail_old if {
	old := object.union(_good, {"date": "2026-05-04"})
	denied := rule.deny with input as _index(old, {}) with time.now_ns as _now
	sample.messages(denied) == {`the results of index "index" were last measured on "2026-05-04": measure them anew`}
	settings := {"max_evaluation_age_days": 365}
	rule.deny == set() with input as _index(old, {}) with time.now_ns as _now with data.settings as settings
}

test_fail_below_the_threshold if {
	denied := rule.deny with input as _index(object.union(_good, {"value": 0.89}), {}) with time.now_ns as _now
	sample.places(denied) == {["index", "/evaluation/value"]}
	sample.messages(denied) == {`the results of index "index" have "0.89" where "0.9" is the least: improve them`}
}

test_success_measured if {
	rule.deny == set() with input as _index(_good, {}) with time.now_ns as _now
	zero := object.union(_good, {"value": 0, "threshold": 0})
	rule.deny == set() with input as _index(zero, {}) with time.now_ns as _now
}

test_success_no_manifest if {
	case := {"resources": {"pinecone_index": [sample.whole("index", {})]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_where_only_its_project_is_declared if {
	project := object.union(
		sample.partial("project", {}),
		{"observations": [{"source": "manifest pinelint.yaml", "address": "/projects/0"}]},
	)
	denied := rule.deny with input as {
		"resources": {"pinecone_index": [sample.linked(sample.whole("index", {}), {"project": ["project"]})]},
		"linked": {"project": project},
	}
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", "/evaluation"]}
}

test_success_unknown_date if {
	unknown := {"unknown": {"/evaluation/date": {"reason": "the manifest's value is not valid"}}}
	case := _index(object.remove(_good, ["date"]), unknown)
	rule.deny == set() with input as case with time.now_ns as _now
}

_index(evaluation, more) := {"resources": {"pinecone_index": [object.union_n([
	sample.partial("index", {"evaluation": evaluation}),
	{"observations": [{"source": "manifest pinelint.yaml", "address": "/projects/0/indexes/0"}]},
	more,
])]}}
