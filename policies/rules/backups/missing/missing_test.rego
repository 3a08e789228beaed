package policies.rules.backups.missing_test

import data.policies.lib.sample_test as sample
import data.policies.rules.backups.missing as rule

test_fail_none if {
	denied := rule.deny with input as _case([], {})
	sample.places(denied) == {["index", ""]}
	sample.messages(denied) == {
		`index "index" has no backup that it can be restored from: make one, and a schedule for more`,
	}
	{finding.absent | some finding in denied} == {["pinecone_backup"]}
	sample.undecided(denied) == set()
}

test_fail_none_that_is_ready if {
	every status in ["Initializing", "Failed", "InitializationFailed"] {
		denied := rule.deny with input as _case([_backup({"status": status})], {})
		sample.places(denied) == {["index", ""]}
	}
}

test_fail_plan_has_none if {
	denied := rule.deny with input as _case([], {"plan": "builder"})
	sample.messages(denied) == {
		`index "index" has no backup, and none is in plan "builder": move to plan "standard"`,
	}
	{finding | some finding in denied; finding.absent} == set()
}

test_success_ready if {
	case := _case([_backup({"status": "Failed"}), _backup({"status": "Ready"})], {})
	rule.deny == set() with input as case
	rule.applies == {"index"} with input as case
}

test_success_with_a_key_of_its_own if {
	case := json.patch(_case([], {}), [{
		"op": "add", "path": "/resources/pinecone_index/0/values/cmek_id",
		"value": "arn:aws:kms:us-east-1:111122223333:key/a",
	}])
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_whether_it_has_a_key if {
	case := json.remove(_case([], {}), ["/linked/project"])
	index := sample.hidden(case.resources.pinecone_index[0], ["/cmek_id"])
	denied := rule.deny with input as {"resources": {"pinecone_index": [index]}}
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

test_success_unknown_without_a_reading if {
	case := json.remove(_case([], {}), ["/resources/pinecone_index/0/observations"])
	denied := rule.deny with input as case
	sample.places(denied) == set()
	{finding.message | some finding in denied} == {
		`whether index "index" has a backup is not known: only a live reading tells`,
	}
}

test_success_unknown_whether_a_backup_is_of_it if {
	backup := sample.hidden(_backup({"status": "Ready"}), ["/source_index_deleted_at"])
	denied := rule.deny with input as _case([backup], {})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

test_success_unknown_whether_there_are_any_of_documents if {
	case := json.patch(_case([], {}), [
		{"op": "add", "path": "/resources/pinecone_index/0/values/documents", "value": true},
	])
	denied := rule.deny with input as case
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

test_success_unknown_status if {
	denied := rule.deny with input as _case([sample.hidden(_backup({}), ["/status"])], {})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

_backup(values) := sample.whole("backup", values)

_case(backups, organization) := {
	"resources": {"pinecone_index": [sample.shown(sample.linked(
		sample.whole("index", {"deployment": "serverless"}),
		{"project": ["project"], "backups": [$"backup-{i}" | some i, _ in backups]},
	))]},
	"linked": object.union(
		{
			"project": sample.linked(sample.whole("project", {}), {"organization": ["acme"]}),
			"acme": sample.partial("acme", organization),
		},
		{$"backup-{i}": backup | some i, backup in backups},
	),
}
