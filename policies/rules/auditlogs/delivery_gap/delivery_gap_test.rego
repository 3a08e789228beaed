package policies.rules.auditlogs.delivery_gap_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.delivery_gap as rule

test_fail_late if {
	denied := rule.deny with input as _log({"empty_batches": 0, "gaps": [_gap(90, 0), _gap(210, 200)]})
	sample.places(denied) == {["logs", "/gaps/1"]}
	found := `"logs" has no audit log from "2026-11-01T13:30:00Z" to "2026-11-01T17:00:00Z"`
	late := `and the first event after it was "200" minutes late`
	sample.messages(denied) == {$`{found}, {late}: a batch should come about every "30" minutes`}
}

test_fail_although_empty_ones_are_written if {
	denied := rule.deny with input as _log({"empty_batches": 3, "gaps": [_gap(121, 0)]})
	sample.places(denied) == {["logs", "/gaps/0"]}
	sample.undecided(denied) == set()
}

test_success_none if {
	rule.deny == set() with input as _log({"empty_batches": 3, "gaps": []})
	rule.deny == set() with input as _log({"empty_batches": 3, "gaps": [_gap(120, 119)]})
}

test_success_unknown_whether_anything_happened if {
	denied := rule.deny with input as _log({"empty_batches": 0, "gaps": [_gap(600, 150)]})
	sample.places(denied) == set()
	sample.undecided(denied) == {["logs", "/gaps/0"]}
}

test_success_unknown_whether_logs_go_on if {
	gap := object.union(_gap(600, 0), {"edge": true})
	denied := rule.deny with input as _log({"empty_batches": 3, "gaps": [gap]})
	sample.places(denied) == set()
	sample.undecided(denied) == {["logs", "/gaps/0"]}
}

test_success_unknown_gaps if {
	case := _log({"empty_batches": 3})
	log := sample.hidden(case.resources.pinecone_audit_log[0], ["/gaps"])
	rule.deny == set() with input as {"resources": {"pinecone_audit_log": [log]}}
}

_gap(minutes, late) := {
	"from": "2026-11-01T13:30:00Z", "to": "2026-11-01T17:00:00Z",
	"minutes": minutes, "late_minutes": late,
}

_log(values) := {"resources": {"pinecone_audit_log": [sample.whole("logs", values)]}}
