package policies.rules.backups.retention_conflict_test

import data.policies.lib.sample_test as sample
import data.policies.rules.backups.retention_conflict as rule

test_fail_sooner if {
	denied := rule.deny with input as _project({"commitments": {"erasure_days": 89}, "backups": {"retention_days": 30}})
	sample.places(denied) == {["project", "/commitments/erasure_days"]}
	sample.messages(denied) == {concat(" ", [
		`project "project" promises to erase within "89" days,`,
		`and Pinecone may take "90": promise no less than that`,
	])}
}

test_fail_backups_are_kept_longer if {
	denied := rule.deny with input as _project({"commitments": {"erasure_days": 100}, "backups": {"retention_days": 30}})
	sample.messages(denied) == {concat(" ", [
		`project "project" promises to erase within "100" days,`,
		`and its backups keep data for "30" and Pinecone for "90" more: promise no less than "120"`,
	])}
	{place.pointer | some finding in denied; some place in finding.related} == {"/backups/retention_days"}
}

test_fail_a_schedule_keeps_them_for_a_day if {
	denied := rule.deny with input as _project({"commitments": {"erasure_days": 90}, "backups": {"schedule": "daily"}})
	sample.messages(denied) == {concat(" ", [
		`project "project" promises to erase within "90" days,`,
		`and a schedule keeps backups for at least "1" and Pinecone for "90" more: promise no less than "91"`,
	])}
	{place.pointer | some finding in denied; some place in finding.related} == {"/backups/schedule"}
}

test_fail_a_schedule_that_runs if {
	denied := rule.deny with input as _scheduled({"retention_expire_after_days": 40})
	{place.resource | some finding in denied; some place in finding.related} == {"nightly"}
	sample.undecided(denied) == set()
}

test_success_a_schedule_that_runs if {
	rule.deny == set() with input as _scheduled({"retention_expire_after_days": 30})
}

test_success_unknown_retention if {
	every case in [
		_project({"commitments": {"erasure_days": 120}, "backups": {"schedule": "daily"}}),
		_project({"commitments": {"erasure_days": 90}, "backups": {"recovery_point": "24h"}}),
		_scheduled({}),
		json.patch(_scheduled({}), [{"op": "replace", "path": "/linked/index/links", "value": {"backups": ["backup"]}}]),
	] {
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["project", "/commitments/erasure_days"]}
	}
}

test_success_long_enough if {
	every values in [
		{"commitments": {"erasure_days": 90}},
		{"commitments": {"erasure_days": 120}, "backups": {"retention_days": 30}},
	] {
		rule.deny == set() with input as _project(values)
		rule.applies == {"project"} with input as _project(values)
	}
}

test_success_unknown_promise if {
	rule.deny == set() with input as _project({"commitments": {"audit_event_days": 30}})
	rule.applies == set() with input as _project({"commitments": {"audit_event_days": 30}})
}

_project(values) := {"resources": {"pinecone_project": [sample.partial("project", values)]}}

_scheduled(schedule) := {
	"resources": {"pinecone_project": [sample.linked(
		sample.partial("project", {"commitments": {"erasure_days": 120}}),
		{"indexes": ["index"]},
	)]},
	"linked": {
		"index": sample.linked(sample.whole("index", {}), {"schedules": ["nightly"]}),
		"nightly": sample.partial("nightly", object.union({"enabled": true}, schedule)),
	},
}
