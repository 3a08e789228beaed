package policies.rules.cmek.key_changed_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.key_changed as rule

_old := "arn:aws:kms:us-east-1:210987654321:key/0f1e2d3c-4b5a-4697-8877-665544332211"

_new := "arn:aws:kms:us-east-1:210987654321:key/99999999-4b5a-4697-8877-665544332211"

test_fail_registered if {
	denied := rule.deny with input as _case(_new, {"cmek_id": _old})
	sample.places(denied) == {["main", "/key"]}
	sample.messages(denied) == {concat(" ", [
		$`key "main" is registered as "{_new}",`,
		$`and indexes have "{_old}": declare the key that is in use`,
	])}
}

test_fail_declared if {
	denied := rule.deny with input as _index([_written(_new), _shown(_old)])
	sample.places(denied) == {["index", "/cmek_id"]}
	sample.messages(denied) == {
		$`index "index" declares key "{_new}", and has "{_old}": declare the key that is in use`,
	}
}

test_success_same if {
	rule.deny == set() with input as _case(_old, {"cmek_id": _old})
	rule.applies == {"main"} with input as _case(_old, {"cmek_id": _old})
	rule.deny == set() with input as _index([_written(_old), _shown(_old)])
	rule.applies == {"index"} with input as _index([_written(_old), _shown(_old)])
}

test_success_nothing_shown if {
	every case in [_case(_new, {}), _index([_written(_new), _written(_old)])] {
		rule.deny == set() with input as case
		rule.applies == set() with input as case
	}
}

test_success_unknown_key if {
	denied := rule.deny with input as _case("terraform:aws_kms_key.main", {"cmek_id": _old})
	sample.places(denied) == set()
	sample.undecided(denied) == {["main", "/key"]}
}

_written(key) := {"source": "terraform infra", "address": "pinecone_index.index", "values": {"cmek_id": key}}

_shown(key) := {
	"source": "pinecone project search indexes", "address": "/indexes/index", "values": {"cmek_id": key},
	"call": {"name": "GET /indexes", "time": "2026-11-01T12:00:00Z"},
}

_index(observations) := {"resources": {"pinecone_index": [object.union(
	sample.whole("index", {"cmek_id": _old}),
	{"observations": observations},
)]}}

_case(key, index) := {
	"resources": {"pinecone_cmek_key": [sample.linked(sample.partial("main", {"key": key}), {"project": ["project"]})]},
	"linked": {
		"main": sample.linked(sample.partial("main", {"key": key}), {"project": ["project"]}),
		"project": sample.linked(sample.partial("project", {}), {"cmek_keys": ["main"], "indexes": ["index"]}),
		"index": sample.shown(sample.whole("index", index)),
	},
}
