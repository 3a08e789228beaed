package policies.lib.live_test

import data.policies.lib.live
import data.policies.lib.sample_test as sample

test_read_at_is_the_last_call if {
	thing := object.union(sample.whole("a", {}), {"observations": [
		{"source": "manifest pinelint.yaml", "address": "/projects/0"},
		_called("2026-11-01T11:00:00Z"),
		_called("2026-11-01T12:00:00Z"),
	]})
	live.read_at(thing) == time.parse_rfc3339_ns("2026-11-01T12:00:00Z")
}

test_read_at_is_undefined_without_a_call if {
	not live.read_at(sample.whole("a", {}))
	declared := {"source": "terraform infra", "address": "a"}
	not live.read_at(object.union(sample.whole("a", {}), {"observations": [declared]}))
}

test_age if {
	thing := object.union(
		sample.whole("a", {"created_at": "2026-11-01T13:59:00+02:00"}),
		{"observations": [_called("2026-11-01T12:00:00Z")]},
	)
	live.age(thing, "/created_at") == 60 * 1000000000
	not live.age(thing, "/completed_at")
}

test_shown_and_written if {
	both := object.union(sample.whole("a", {"x": 1}), {"observations": [
		{"source": "terraform infra", "address": "a", "values": {"x": 2}},
		object.union(_called("2026-11-01T12:00:00Z"), {"values": {"x": 1}}),
	]})
	live.shown(both, "x") == 1
	live.written(both, "x") == {2}
	not live.shown(both, "y")
	live.written(both, "y") == set()
}

test_shown_by_the_only_one_that_saw_it if {
	alone := object.union(sample.whole("a", {"x": 1}), {"observations": [_called("2026-11-01T12:00:00Z")]})
	live.shown(alone, "x") == 1
	live.written(alone, "x") == set()
}

_called(when) := {"source": "pinecone project search", "address": "/a", "call": {"name": "GET /a", "time": when}}
