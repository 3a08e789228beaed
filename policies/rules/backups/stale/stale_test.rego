package policies.rules.backups.stale_test

import data.policies.lib.sample_test as sample
import data.policies.rules.backups.stale as rule

test_fail_old if {
	denied := rule.deny with input as _case(["2026-10-31T11:59:59Z", "2026-10-30T12:00:00Z"], {"recovery_point": "24h"})
	sample.places(denied) == {["index", ""]}
	sample.messages(denied) == {concat(" ", [
		`the newest backup of index "index" is of "2026-10-31T11:59:59Z",`,
		`which its recovery point does not allow: make one every "24h"`,
	])}
	{place.pointer | some finding in denied; some place in finding.related} == {"/backups/recovery_point"}
	{finding.absent | some finding in denied} == {["pinecone_backup"]}
}

test_success_fresh if {
	case := _case(["2026-10-31T12:00:00Z", "2026-10-01T12:00:00Z"], {"recovery_point": "24h"})
	rule.deny == set() with input as case
	rule.applies == {"index"} with input as case
}

test_success_nothing_promised if {
	case := _case(["2026-10-01T12:00:00Z"], {"retention_days": 30})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_no_backup if {
	case := _case([], {"recovery_point": "24h"})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_time if {
	denied := rule.deny with input as _case(["2026-10-01T12:00:00Z", ""], {"recovery_point": "24h"})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

test_success_unknown_time_of_another if {
	rule.deny == set() with input as _case(["2026-11-01T11:00:00Z", ""], {"recovery_point": "24h"})
}

_case(times, promises) := {
	"resources": {"pinecone_index": [sample.shown(sample.linked(
		sample.whole("index", {"deployment": "serverless"}),
		{"project": ["project"], "backups": [$"backup-{i}" | some i, _ in times]},
	))]},
	"linked": object.union(
		{"project": sample.partial("project", {"backups": promises})},
		{$"backup-{i}": sample.shown(sample.whole($"backup-{i}", object.union({"status": "Ready"}, _made(when)))) |
			some i, when in times
		},
	),
}

_made("") := {}

_made(when) := {"created_at": when} if when != ""

test_success_unknown_status_of_a_newer_one if {
	every times in [["2026-10-01T12:00:00Z", "2026-11-01T11:00:00Z"], ["", "2026-11-01T11:00:00Z"]] {
		case := _case(times, {"recovery_point": "24h"})
		newer := sample.hidden(json.remove(case.linked["backup-1"], ["/values/status"]), ["/status"])
		denied := rule.deny with input as _with(case, "backup-1", newer)
		sample.places(denied) == set()
		sample.undecided(denied) == {["index", ""]}
	}
}

test_fail_whatever_an_older_one_is if {
	case := _case(["2026-10-02T12:00:00Z", "2026-10-01T12:00:00Z"], {"recovery_point": "24h"})
	older := sample.hidden(json.remove(case.linked["backup-1"], ["/values/status"]), ["/status"])
	sample.places(rule.deny) == {["index", ""]} with input as _with(case, "backup-1", older)
}

test_success_unknown_whether_any_is_ready if {
	case := _case(["2026-10-01T12:00:00Z"], {"recovery_point": "24h"})
	backup := sample.hidden(json.remove(case.linked["backup-0"], ["/values/status"]), ["/status"])
	denied := rule.deny with input as _with(case, "backup-0", backup)
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

test_success_unknown_recovery_point if {
	case := _case(["2026-10-01T12:00:00Z"], {})
	project := sample.hidden(case.linked.project, ["/backups"])
	denied := rule.deny with input as _with(case, "project", project)
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
	rule.deny == set() with input as _with(_case([], {}), "project", project)
}

_with(case, id, thing) := json.patch(case, [{"op": "replace", "path": $"/linked/{id}", "value": thing}])
