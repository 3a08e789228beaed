package policies.lib.age_test

import data.policies.lib.age
import data.policies.lib.sample_test as sample

_read := object.union(sample.whole("key", {}), {"observations": [
	{"source": "a", "address": "k", "complete": true, "call": {"name": "GET", "time": "2026-10-31T12:00:00Z"}},
	{"source": "b", "address": "k", "complete": true, "call": {"name": "GET", "time": "2026-11-01T12:00:00Z"}},
	{"source": "c", "address": "k", "complete": true},
]})

test_when_it_was_read if {
	age.days(_read, "2026-11-01T12:00:00Z") == 0
	age.days(_read, "2026-10-31T12:00:01Z") == 0
	age.days(_read, "2026-10-31T12:00:00Z") == 1
	age.days(_read, "2026-11-02T12:00:00Z") == -1
}

test_now if {
	now := time.parse_rfc3339_ns("2027-01-01T00:00:00Z")
	age.days(sample.whole("key", {}), "2026-01-01T00:00:00Z") == 365 with time.now_ns as now
}

test_moments if {
	every text in ["2026-02-28T23:59:59Z", "2026-10-31T01:02:03.456789Z", "2024-02-29T00:00:00+01:00"] {
		age.moment(text) == time.parse_rfc3339_ns(text)
	}
}

test_no_moments if {
	every text in [
		"", "yesterday", "2026-11-01", "2026-11-01 12:00:00Z", "2026-13-01T00:00:00Z", "2026-11-01T24:00:00Z",
		"1026-11-01T12:00:00Z", "9999-11-01T12:00:00Z", "2026-11-01T12:00:00+99:00", "2026-11-00T12:00:00Z",
	] {
		not age.moment(text)
	}
}

test_a_day_that_a_month_lacks_breaks_nothing if {
	age.moment("2026-02-31T00:00:00Z") == time.parse_rfc3339_ns("2026-03-03T00:00:00Z")
}
