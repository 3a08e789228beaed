# METADATA
# description: How old something is. Evidence is as old as its reading, not as its judging.
package policies.lib.age

# METADATA
# scope: document
# description: |
#   The moment that a resource is judged at, in nanoseconds: when a service showed it last,
#   or else now.
judged_at(thing) := max(_shown(thing)) if count(_shown(thing)) > 0

judged_at(thing) := time.now_ns() if count(_shown(thing)) == 0

# METADATA
# description: |
#   How many whole days a moment, as RFC 3339 has it, is before the one that a resource is
#   judged at; negative where it is after. Undefined for what is no moment.
days(thing, text) := floor((judged_at(thing) - moment(text)) / 86400000000000)

# METADATA
# description: |
#   A moment in nanoseconds, undefined for what is none. A service may answer anything, and
#   a rule that fails on it would judge nothing at all.
moment(text) := time.add_date(first, 0, 0, to_number(day) - 1) if {
	[_, month, day, rest] := regex.find_all_string_submatch_n(_rfc3339, text, 1)[0]
	first := time.parse_rfc3339_ns($"{ # no month is too short for it
		month}-01T{rest}")
}

_rfc3339 := concat("", [
	`^((?:19|20)\d\d-(?:0[1-9]|1[0-2]))-(0[1-9]|[12]\d|3[01])T`,
	`((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$`,
])

_shown(thing) := {at |
	some observation in object.get(thing, "observations", [])
	at := moment(observation.call.time)
}
