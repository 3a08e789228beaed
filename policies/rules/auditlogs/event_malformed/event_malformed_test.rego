package policies.rules.auditlogs.event_malformed_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.event_malformed as rule

test_fail_some if {
	one := {"key": "2026-11-01T12:30:00Z.json", "line": 2, "problem": "has no event.action"}
	denied := rule.deny with input as _log({"malformed": {"count": 3, "samples": [one]}})
	sample.places(denied) == {["logs", "/malformed"]}
	first := `the first in "2026-11-01T12:30:00Z.json", line "2", which has no event.action`
	sample.messages(denied) == {$`"logs" has "3" events that do not fit the documented schema, {first}: all should`}
}

test_fail_without_a_sample if {
	denied := rule.deny with input as _log({"malformed": {"count": 3, "samples": []}})
	sample.messages(denied) == {`"logs" has "3" events that do not fit the documented schema: all should`}
}

test_success_none if {
	rule.deny == set() with input as _log({"malformed": {"count": 0, "samples": []}})
}

test_success_unknown_events if {
	case := _log({})
	log := sample.hidden(case.resources.pinecone_audit_log[0], ["/malformed"])
	rule.deny == set() with input as {"resources": {"pinecone_audit_log": [log]}}
}

_log(values) := {"resources": {"pinecone_audit_log": [sample.whole("logs", values)]}}
