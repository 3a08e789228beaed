package policies.lib.backups_test

import data.policies.lib.backups
import data.policies.lib.sample_test as sample

test_possible if {
	found := {index.id | some index in backups.possible} with input as {
		"resources": {"pinecone_index": [
			sample.whole("serverless", {"deployment": "serverless"}),
			sample.whole("byoc", {"deployment": "byoc"}),
			sample.whole("pod", {"deployment": "pod"}),
			sample.whole("encrypted", {"deployment": "serverless", "cmek_id": "arn:aws:kms:us-east-1:111122223333:key/a"}),
			sample.linked(sample.whole("planned", {"deployment": "serverless"}), {"key": ["aws_kms_key.main"]}),
			sample.linked(sample.whole("enforced", {"deployment": "serverless"}), {"project": ["forced"]}),
			sample.partial("unknown", {}),
		]},
		"linked": {"forced": sample.whole("forced", {"force_encryption_with_cmek": true})},
	}
	found == {"serverless", "byoc"}
}

test_bare_and_unread if {
	case := {
		"resources": {"pinecone_index": [
			sample.whole("written", {"deployment": "serverless"}),
			sample.shown(sample.whole("shown", {"deployment": "serverless"})),
			sample.shown(sample.linked(sample.whole("safe", {"deployment": "serverless"}), {"backups": ["backup"]})),
			sample.shown(sample.whole("pod", {"deployment": "pod"})),
		]},
		"linked": {"backup": sample.whole("backup", {"status": "Ready"})},
	}
	[index.id | some index in backups.unread] == ["written"] with input as case
	[index.id | some index in backups.bare] == ["shown"] with input as case
}

test_doubt if {
	backups.doubt(sample.whole("index", {})) == "only a live reading tells"
	not backups.doubt(sample.shown(sample.whole("index", {})))
	not backups.doubt(sample.shown(sample.whole("index", {"documents": false})))
	backups.doubt(sample.shown(sample.whole("index", {"documents": true}))) == "there may be none of documents"
	unread := sample.hidden(sample.shown(sample.whole("index", {})), ["/cmek_id"])
	backups.doubt(unread) == "it may have a customer-managed key, which rules them out"
}

test_doubt_by_the_project if {
	index := sample.linked(sample.shown(sample.hidden(sample.whole("index", {}), ["/cmek_id"])), {"project": ["project"]})
	every project in [sample.whole("project", {}), sample.partial("project", {"force_encryption_with_cmek": false})] {
		not backups.doubt(index) with input as {"resources": {}, "linked": {"project": project}}
	}
	backups.doubt(index) with input as {"resources": {}, "linked": {"project": sample.partial("project", {})}}
}

test_doubt_by_the_backups if {
	index := sample.linked(sample.shown(sample.whole("index", {})), {"backups": ["backup"]})
	of_which := sample.hidden(sample.whole("backup", {"status": "Ready"}), ["/source_index_deleted_at"])
	why := backups.doubt(index) with input as {"resources": {}, "linked": {"backup": of_which}}
	why == "those of its name may be of an earlier index"
	as_what := sample.hidden(sample.whole("backup", {}), ["/status"])
	why_else := backups.doubt(index) with input as {"resources": {}, "linked": {"backup": as_what}}
	why_else == "the status of one is not known"
}

test_plan_without if {
	index := sample.linked(sample.whole("index", {}), {"project": ["project"]})
	linked := {
		"project": sample.linked(sample.whole("project", {}), {"organization": ["acme"]}),
		"acme": sample.partial("acme", {"plan": "starter"}),
	}
	backups.plan_without(index) == "starter" with input as {"resources": {}, "linked": linked}
	every plan in ["standard", "bespoke"] {
		paid := object.union(linked, {"acme": sample.partial("acme", {"plan": plan})})
		not backups.plan_without(index) with input as {"resources": {}, "linked": paid}
	}
}

test_of_an_index_with_an_id if {
	index := sample.linked(sample.whole("index", {"index_id": "d2"}), {"backups": ["mine", "other"]})
	case := {"resources": {}, "linked": {
		"mine": sample.whole("mine", {"source_index_id": "d2", "source_index_deleted_at": "2026-10-01T00:00:00Z"}),
		"other": sample.whole("other", {"source_index_id": "d1"}),
	}}
	[backup.id | some backup in backups.of(index)] == ["mine"] with input as case
}

test_of_an_index_without_an_id if {
	index := sample.linked(sample.whole("index", {}), {"backups": ["kept", "deleted", "unknown"]})
	case := {"resources": {}, "linked": {
		"kept": sample.whole("kept", {"source_index_id": "d1"}),
		"deleted": sample.whole("deleted", {"source_index_id": "d1", "source_index_deleted_at": "2026-10-01T00:00:00Z"}),
		"unknown": sample.hidden(sample.whole("unknown", {"source_index_id": "d1"}), ["/source_index_deleted_at"]),
	}}
	[backup.id | some backup in backups.of(index)] == ["kept"] with input as case
}

test_youngest if {
	list := [_dated("a", "2026-11-01T10:00:00Z"), _dated("b", "2026-11-01T13:00:00+02:00"), sample.whole("c", {})]
	backups.youngest(list) == [(60 * 60) * 1000000000, "2026-11-01T13:00:00+02:00"]
	backups.undated(list)
	not backups.undated(array.slice(list, 0, 2))
	not backups.youngest([])
}

test_shortfalls if {
	project := sample.partial("project", {"backups": {"recovery_point": "36h", "retention_days": 30, "schedule": "daily"}})
	every schedule, want in {
		{"frequency": "daily", "retention_expire_after_days": 30}: set(),
		{"frequency": "daily", "retention_expire_after_days": 7}: {
			["/backups/retention_days", `keeps backups for "7" days`, `keep them for "30" days`],
		},
		{"frequency": "weekly"}: {
			["/backups/recovery_point", `runs "weekly"`, `make backups every "36" hours`],
			["/backups/schedule", `runs "weekly"`, `make backups every "24" hours`],
		},
		{"frequency": "hourly"}: set(),
	} {
		backups.shortfalls(sample.whole("schedule", schedule), project) == want
	}
	backups.shortfalls(sample.whole("schedule", {"frequency": "monthly"}), sample.partial("project", {})) == set()
}

test_contradiction if {
	declared := {"backups": {"recovery_point": "24h", "schedule": "weekly"}}
	backups.contradiction(sample.partial("project", declared)) == `make backups every "24" hours`
	fitting := {"backups": {"recovery_point": "168h", "schedule": "weekly"}}
	not backups.contradiction(sample.partial("project", fitting))
	not backups.contradiction(sample.partial("project", {"backups": {"recovery_point": "24h"}}))
}

test_schedules_that_are_not_off if {
	index := sample.linked(sample.whole("index", {}), {"schedules": ["on", "off", "unknown"]})
	found := backups.schedules(index) with input as {"resources": {}, "linked": {
		"on": sample.whole("on", {"enabled": true}),
		"off": sample.whole("off", {"enabled": false}),
		"unknown": sample.hidden(sample.whole("unknown", {}), ["/enabled"]),
	}}
	[schedule.id | some schedule in found] == ["on", "unknown"]
}

_dated(id, when) := sample.shown(sample.whole(id, {"created_at": when}))

test_of_what_was_not_deleted if {
	index := sample.linked(sample.whole("index", {"index_id": "d2"}), {"backups": ["kept", "old", "unclear"]})
	case := {"resources": {}, "linked": {
		"kept": sample.hidden(sample.whole("kept", {}), ["/source_index_id"]),
		"old": sample.hidden(
			sample.whole("old", {"source_index_deleted_at": "2026-10-01T00:00:00Z"}),
			["/source_index_id"],
		),
		"unclear": sample.hidden(sample.whole("unclear", {}), ["/source_index_id", "/source_index_deleted_at"]),
	}}
	[backup.id | some backup in backups.of(index)] == ["kept"] with input as case
	[backup.id | some backup in backups.doubtful(index)] == ["old", "unclear"] with input as case
}

test_perhaps_ready if {
	index := sample.linked(sample.whole("index", {}), {"backups": ["ready", "failed", "unknown"]})
	found := backups.perhaps_ready(index) with input as {"resources": {}, "linked": {
		"ready": sample.whole("ready", {"status": "Ready"}),
		"failed": sample.whole("failed", {"status": "Failed"}),
		"unknown": sample.hidden(sample.whole("unknown", {}), ["/status"]),
	}}
	[backup.id | some backup in found] == ["ready", "unknown"]
}

test_perhaps_restored if {
	done := {"status": "Completed", "created_at": "2026-01-01T12:00:00Z"}
	index := sample.linked(sample.whole("index", {}), {"restore_jobs": ["old", "running", "recent", "unknown", "failed"]})
	found := backups.perhaps_restored(index, "restore_jobs", 180) with input as {"resources": {}, "linked": {
		"old": sample.shown(sample.whole("old", done)),
		"running": sample.hidden(sample.shown(sample.whole("running", done)), ["/completed_at"]),
		"recent": sample.shown(sample.whole("recent", {"status": "Completed", "completed_at": "2026-10-01T12:00:00Z"})),
		"unknown": sample.hidden(sample.shown(sample.whole("unknown", {})), ["/status"]),
		"failed": sample.shown(sample.whole("failed", {"status": "Failed"})),
	}}
	[job.id | some job in found] == ["running", "recent", "unknown"]
}

test_perhaps_scheduled if {
	hidden := sample.hidden(sample.whole("index", {}), ["/deployment"])
	promised := sample.linked(hidden, {"project": ["project"]})
	linked := {"project": sample.partial("project", {"backups": {"schedule": "daily"}})}
	every index, want in {
		hidden: [],
		sample.shown(hidden): ["index"],
		promised: ["index"],
		sample.linked(promised, {"key": ["aws_kms_key.main"]}): [],
		sample.whole("index", {"deployment": "pod"}): [],
	} {
		found := backups.perhaps_scheduled with input as {"resources": {"pinecone_index": [index]}, "linked": linked}
		[index.id | some index in found] == want
	}
}
