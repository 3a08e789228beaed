package policies.rules.backups.no_schedule_test

import data.policies.lib.sample_test as sample
import data.policies.rules.backups.no_schedule as rule

_daily := {"enabled": true, "frequency": "daily", "retention_expire_after_days": 30}

test_fail_none if {
	every schedules in [[], [object.union(_daily, {"enabled": false})]] {
		denied := rule.deny with input as _case(schedules, {}, {})
		sample.messages(denied) == {`no schedule is enabled that makes backups of index "index": create one`}
		{finding.absent | some finding in denied} == {["pinecone_backup_schedule"]}
	}
}

test_fail_shorter_than_promised if {
	denied := rule.deny with input as _case([_daily], {"retention_days": 90}, {})
	sample.messages(denied) == {
		`the schedule of index "index" keeps backups for "30" days: keep them for "90" days`,
	}
	{place.pointer | some finding in denied; some place in finding.related} == {"/backups/retention_days"}
}

test_fail_more_seldom_than_promised if {
	weekly := object.union(_daily, {"frequency": "weekly"})
	every promise in [{"schedule": "daily"}, {"recovery_point": "24h"}] {
		denied := rule.deny with input as _case([weekly], promise, {})
		sample.messages(denied) == {`the schedule of index "index" runs "weekly": make backups every "24" hours`}
	}
}

test_fail_promises_that_contradict_each_other if {
	denied := rule.deny with input as {"resources": {"pinecone_project": [
		sample.partial("project", {"backups": {"schedule": "weekly", "recovery_point": "36h"}}),
		sample.partial("other", {"backups": {"schedule": "daily", "recovery_point": "24h"}}),
	]}}
	sample.places(denied) == {["project", "/backups/schedule"]}
	sample.messages(denied) == {
		`the schedule of project "project" cannot keep its recovery point: make backups every "36" hours`,
	}
}

test_success_as_promised if {
	case := _case([_daily], {"schedule": "daily", "recovery_point": "24h", "retention_days": 30}, {})
	rule.deny == set() with input as case
	rule.applies == {"index"} with input as case
}

test_success_plan_has_none if {
	rule.applies == set() with input as _case([], {}, {"plan": "starter"})
	rule.deny == set() with input as _case([], {}, {"plan": "starter"})
}

test_success_only_the_manifest_tells if {
	case := json.remove(_case([], {"schedule": "daily"}, {}), ["/resources/pinecone_index/0/observations"])
	rule.deny == set() with input as case
	rule.applies == {"index"} with input as case
}

test_success_nobody_tells if {
	case := json.remove(_case([], {}, {}), ["/resources/pinecone_index/0/observations"])
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_schedule if {
	case := _case([_daily], {}, {})
	every pointer in ["/enabled", "/frequency", "/retention_expire_after_days"] {
		schedule := json.remove(case.linked["schedule-0"], [$"/values{pointer}"])
		hidden := object.union(case, {"linked": {"schedule-0": sample.hidden(schedule, [pointer])}})
		denied := rule.deny with input as hidden
		sample.places(denied) == set()
		sample.undecided(denied) == {["index", ""]}
	}
}

test_success_unknown_how_often if {
	often := object.union(_daily, {"frequency": "fortnightly"})
	denied := rule.deny with input as _case([often], {"recovery_point": "24h"}, {})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
	rule.deny == set() with input as _case([often], {"retention_days": 1}, {})
}

test_success_unknown_whether_it_has_a_key if {
	case := _case([], {"recovery_point": "24h"}, {})
	index := sample.hidden(case.resources.pinecone_index[0], ["/cmek_id"])
	linked := object.union(case.linked, {"project": sample.partial("project", {"backups": {"recovery_point": "24h"}})})
	denied := rule.deny with input as {"resources": {"pinecone_index": [index]}, "linked": linked}
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

_case(schedules, promises, organization) := {
	"resources": {"pinecone_index": [sample.shown(sample.linked(
		sample.whole("index", {"deployment": "serverless"}),
		{"project": ["project"], "schedules": [$"schedule-{i}" | some i, _ in schedules]},
	))]},
	"linked": object.union(
		{
			"project": sample.linked(sample.partial("project", {"backups": promises}), {"organization": ["acme"]}),
			"acme": sample.partial("acme", organization),
		},
		{$"schedule-{i}": sample.whole($"schedule-{i}", values) | some i, values in schedules},
	),
}

test_success_unknown_plan if {
	case := _case([], {}, {})
	acme := sample.hidden(case.linked.acme, ["/plan"])
	denied := rule.deny with input as object.union(case, {"linked": {"acme": acme}})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", ""]}
}

test_success_unknown_deployment if {
	case := json.remove(_case([], {}, {}), ["/resources/pinecone_index/0/values/deployment"])
	index := sample.hidden(case.resources.pinecone_index[0], ["/deployment"])
	denied := rule.deny with input as object.union(case, {"resources": {"pinecone_index": [index]}})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", "/deployment"]}
}

test_success_unknown_promise if {
	case := _case([_daily], {}, {})
	every pointer in ["/backups", "/backups/retention_days"] {
		hidden := object.union(case, {"linked": {"project": sample.hidden(case.linked.project, [pointer])}})
		denied := rule.deny with input as hidden
		sample.places(denied) == set()
		sample.undecided(denied) == {["index", ""]}
	}
}

test_fail_shorter_than_promised_whatever_else_is if {
	case := _case([_daily], {"retention_days": 90}, {})
	hidden := object.union(case, {"linked": {"project": sample.hidden(case.linked.project, ["/backups/recovery_point"])}})
	sample.places(rule.deny) == {["index", ""]} with input as hidden
}

test_success_unknown_recovery_point if {
	project := sample.hidden(sample.partial("project", {"backups": {"schedule": "weekly"}}), ["/backups/recovery_point"])
	denied := rule.deny with input as {"resources": {"pinecone_project": [project]}}
	sample.places(denied) == set()
	sample.undecided(denied) == {["project", "/backups/schedule"]}
}
