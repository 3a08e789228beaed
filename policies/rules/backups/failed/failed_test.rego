package policies.rules.backups.failed_test

import data.policies.lib.sample_test as sample
import data.policies.rules.backups.failed as rule

test_fail_last if {
	denied := rule.deny with input as _case([
		{"status": "Ready", "created_at": "2026-10-30T12:00:00Z"},
		{"status": "InitializationFailed", "created_at": "2026-10-31T12:00:00Z"},
	])
	sample.places(denied) == {["index", ""]}
	sample.messages(denied) == {concat(" ", [
		`the last backup of index "index", of "2026-10-31T12:00:00Z",`,
		`is "InitializationFailed": make one that is "Ready"`,
	])}
	{finding.absent | some finding in denied} == {["pinecone_backup"]}
}

test_success_failed_before if {
	every status in ["Ready", "Initializing"] {
		case := _case([
			{"status": "Failed", "created_at": "2026-10-30T12:00:00Z"},
			{"status": status, "created_at": "2026-10-31T12:00:00Z"},
		])
		rule.deny == set() with input as case
		rule.applies == {"index"} with input as case
	}
}

test_success_no_backup if {
	rule.deny == set() with input as _case([])
	rule.applies == set() with input as _case([])
}

test_success_unknown_time if {
	ready := {"status": "Ready", "created_at": "2026-10-31T12:00:00Z"}
	denied := rule.deny with input as _case([{"status": "Failed"}, ready])
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
	rule.deny == set() with input as _case([{"status": "Ready"}])
}

test_success_unknown_status if {
	case := _case([{"created_at": "2026-10-31T12:00:00Z"}])
	backup := sample.hidden(case.linked["backup-0"], ["/status"])
	denied := rule.deny with input as object.union(case, {"linked": {"backup-0": backup}})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

_case(backups) := {
	"resources": {"pinecone_index": [sample.linked(
		sample.whole("index", {}),
		{"backups": [$"backup-{i}" | some i, _ in backups]},
	)]},
	"linked": {$"backup-{i}": sample.shown(sample.whole($"backup-{i}", values)) | some i, values in backups},
}

test_success_unknown_of_which_index if {
	case := _case([
		{"status": "Failed", "created_at": "2026-10-30T12:00:00Z"},
		{"status": "Ready", "created_at": "2026-10-31T12:00:00Z"},
	])
	last := sample.hidden(case.linked["backup-1"], ["/source_index_id", "/source_index_deleted_at"])
	every linked in [{"backup-1": last}, {"backup-0": last, "backup-1": last}] {
		denied := rule.deny with input as object.union(case, {"linked": linked})
		sample.places(denied) == set()
		sample.undecided(denied) == {["index", ""]}
	}
}
