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
