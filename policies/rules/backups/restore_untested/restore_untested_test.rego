package policies.rules.backups.restore_untested_test

import data.policies.lib.sample_test as sample
import data.policies.rules.backups.restore_untested as rule

test_fail_never if {
	denied := rule.deny with input as _case([], [])
	sample.messages(denied) == {
		`no backup of index "index" was restored in the last "180" days: restore one to a new index`,
	}
	{finding.absent | some finding in denied} == {["pinecone_restore_job"]}
}

test_fail_long_ago_or_in_vain if {
	every job in [
		{"status": "Completed", "completed_at": "2026-05-05T11:59:59Z"},
		{"status": "Completed", "created_at": "2026-05-05T11:00:00Z"},
		{"status": "Failed", "completed_at": "2026-10-31T12:00:00Z"},
		{"status": "Pending", "created_at": "2026-11-01T12:00:00Z"},
	] {
		sample.places(rule.deny) == {["index", ""]} with input as _case([job], [job])
	}
}

test_fail_by_the_setting if {
	case := _case([{"status": "Completed", "completed_at": "2026-10-01T12:00:00Z"}], [])
	sample.places(rule.deny) == {["index", ""]} with input as case with data.settings as {"max_restore_age_days": 30}
}

test_success_restored if {
	case := _case(
		[
			{"status": "Failed", "completed_at": "2026-10-01T12:00:00Z"},
			{"status": "Completed", "completed_at": "2026-05-05T12:00:00Z"},
		],
		[],
	)
	rule.deny == set() with input as case
	rule.applies == {"index"} with input as case
}

test_success_nothing_to_restore if {
	case := json.patch(_case([], []), [{"op": "replace", "path": "/linked/backup/values/status", "value": "Failed"}])
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_of_which_index if {
	other := {"status": "Completed", "completed_at": "2026-10-01T12:00:00Z", "target_index_name": "trial"}
	denied := rule.deny with input as _case([], [other])
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

_case(jobs, others) := {
	"resources": {"pinecone_index": [sample.linked(
		sample.whole("index", {}),
		{
			"backups": ["backup"],
			"restore_jobs": [$"job-{i}" | some i, _ in jobs],
			"other_restore_jobs": [$"other-{i}" | some i, _ in others],
		},
	)]},
	"linked": object.union_n([
		{"backup": sample.shown(sample.whole("backup", {"status": "Ready"}))},
		{$"job-{i}": sample.shown(sample.whole($"job-{i}", values)) | some i, values in jobs},
		{$"other-{i}": sample.shown(sample.whole($"other-{i}", values)) | some i, values in others},
	]),
}

test_success_unknown_restoration if {
	long_ago := {"status": "Completed", "created_at": "2026-01-01T12:00:00Z"}
	every values, pointer in {long_ago: "/completed_at", {"created_at": "2026-10-01T12:00:00Z"}: "/status"} {
		case := _case([values], [values])
		every id in ["job-0", "other-0"] {
			linked := json.patch(json.remove(case, ["/linked/job-0", "/linked/other-0"]), [{
				"op": "add",
				"path": $"/linked/{id}",
				"value": sample.hidden(case.linked[id], [pointer]),
			}])
			denied := rule.deny with input as linked
			sample.places(denied) == set()
			sample.undecided(denied) == {["index", ""]}
		}
	}
}

test_success_unknown_whether_there_is_one_to_restore if {
	case := json.remove(_case([], []), ["/linked/backup/values/status"])
	hidden := sample.hidden(case.linked.backup, ["/status"])
	denied := rule.deny with input as object.union(case, {"linked": {"backup": hidden}})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}
