package policies.rules.indexes.tenant_per_index_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.tenant_per_index as rule

test_fail_many_alike if {
	denied := rule.deny with input as _project([$"docs-tenant{i}x" | some i in numbers.range(1, 10)], {})
	sample.places(denied) == {["project", ""]}
	sample.messages(denied) == {concat(" ", [
		`project "project" has "10" indexes "docs-*" that are alike:`,
		"use one index with a namespace for each tenant",
	])}
	count({place.resource | some finding in denied; some place in finding.related}) == 3
}

test_success_few if {
	case := _project([$"docs-tenant{i}x" | some i in numbers.range(1, 9)], {})
	rule.deny == set() with input as case
	rule.applies == {"project"} with input as case
}

test_success_different_shapes if {
	names := [$"docs-tenant{i}x" | some i in numbers.range(1, 10)]
	rule.deny == set() with input as _project(names, {"index-3": {"dimension": 3}})
}

test_success_versions_and_environments if {
	rule.deny == set() with input as _project([$"docs-v{i}" | some i in numbers.range(1, 12)], {})
}

test_success_single if {
	rule.applies == set() with input as _project(["docs-a"], {})
}

test_success_unknown_names if {
	case := {
		"resources": {"pinecone_project": [sample.linked(sample.partial("project", {}), {"indexes": ["a", "b"]})]},
		"linked": {id: sample.hidden(sample.whole(id, {}), ["/name"]) | some id in ["a", "b"]},
	}
	rule.deny == set() with input as case
}

_project(names, more) := {
	"resources": {"pinecone_project": [sample.linked(
		sample.partial("project", {}),
		{"indexes": [$"index-{i}" | some i, _ in names]},
	)]},
	"linked": {id: sample.partial(id, object.union({"name": name, "dimension": 1024}, object.get(more, id, {}))) |
		some i, name in names
		id := $"index-{i}"
	},
}

test_success_unknown_whether_one_is_alike if {
	names := [$"docs-tenant{i}x" | some i in numbers.range(1, 10)]
	every attribute in ["name", "dimension"] {
		case := json.remove(_project(names, {}), [$"/linked/index-3/values/{attribute}"])
		hidden := object.union(case, {"linked": {"index-3": sample.hidden(case.linked["index-3"], [$"/{attribute}"])}})
		denied := rule.deny with input as hidden
		sample.places(denied) == set()
		sample.undecided(denied) == {["project", ""]}
	}
}

test_success_unknown_dimension_of_another_kind if {
	names := array.concat(["other"], [$"docs-tenant{i}x" | some i in numbers.range(1, 9)])
	case := json.remove(_project(names, {}), ["/linked/index-0/values/dimension"])
	hidden := object.union(case, {"linked": {"index-0": sample.hidden(case.linked["index-0"], ["/dimension"])}})
	rule.deny == set() with input as hidden
}
