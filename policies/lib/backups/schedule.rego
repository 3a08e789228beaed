package policies.lib.backups

import data.policies.lib.known
import data.policies.lib.live
import data.policies.lib.resource
import data.policies.lib.text

# METADATA
# description: |
#   The indexes that a schedule can make backups of, and that a service showed, or whose
#   backups the manifest promises something of: nothing else tells of schedules.
scheduled := [index | some index in able; _watched(index)]

_watched(index) if live.seen(index)

_watched(index) if {
	index.links.project
	some pointer in ["recovery_point", "retention_days", "schedule"]
	_perhaps_promised(index, pointer)
}

_perhaps_promised(index, pointer) if promised(index, pointer)

_perhaps_promised(index, pointer) if promise_hidden(index, pointer)

# METADATA
# description: Those of which it could not be told whether one can, for want of their deployment.
perhaps_scheduled := [index |
	some index in unplaced
	not plan_without(index)
	_watched(index)
]

# METADATA
# description: True where only the manifest can tell that an index has a schedule, and does.
told(index) if {
	not live.seen(index)
	promised(index, "schedule")
}

# METADATA
# scope: document
# description: |
#   Why nobody can tell whether an index has the schedule that it needs; undefined where that
#   is known.
schedule_doubt(index) := why if {
	count(schedules(index)) == 0
	not told(index)
	why := _unneeded(index)
} else := "what it does was not told" if {
	some schedule in schedules(index)
	some pointer in ["/enabled", "/frequency", "/retention_expire_after_days"]
	known.unknown(schedule, pointer)
} else := $`it runs "{word}", and how often that is this version of pinelint does not know` if {
	count(_bounds(project(index))) > 0
	some schedule in schedules(index)
	word := known.value(schedule, "/frequency")
	not data.facts.backups.frequencies.hours[word]
} else := "what is promised of it was not told" if {
	count(schedules(index)) > 0
	some pointer in ["recovery_point", "retention_days", "schedule"]
	promise_hidden(index, pointer)
}

_unneeded(index) := doubt(index)

_unneeded(index) := "its organization may have a plan without any" if {
	not doubt(index)
	plan_hidden(index)
}

# METADATA
# description: The schedules of an index that are not known to be off.
schedules(index) := [schedule |
	some schedule in resource.linked(index, "schedules")
	_may_run(schedule)
]

_may_run(schedule) if known.value(schedule, "/enabled")

_may_run(schedule) if known.unknown(schedule, "/enabled")

# METADATA
# description: |
#   What a schedule does that the manifest promises otherwise of a project's backups: the
#   promise's pointer, a clause on the schedule, and what would do.
shortfalls(schedule, project) := _forgets(schedule, project) | {[pointer, $`runs "{word}"`, wanted] |
	word := known.value(schedule, "/frequency")
	some [pointer, wanted] in _too_rare(word, project)
}

_forgets(schedule, project) := {["/backups/retention_days", clause, $`keep them for "{wanted}" days`] |
	days := known.value(schedule, "/retention_expire_after_days")
	wanted := known.value(project, "/backups/retention_days")
	days < wanted
	clause := $`keeps backups for "{days}" days`
}

# METADATA
# description: |
#   The recovery point of a project that its declared schedule is too rare for, and what would
#   do. Undefined where there is no such contradiction.
contradiction(project) := wanted if {
	word := known.value(project, "/backups/schedule")
	some ["/backups/recovery_point", wanted] in _too_rare(word, project)
}

_too_rare(word, project) := {[pointer, wanted] |
	some [pointer, most] in _bounds(project)
	data.facts.backups.frequencies.hours[word] > most
	wanted := $`make backups every {text.period(most)}`
}

_bounds(project) := {["/backups/schedule", hours] |
	hours := data.facts.backups.frequencies.hours[known.value(project, "/backups/schedule")]
} | {["/backups/recovery_point", hours] |
	hours := time.parse_duration_ns(known.value(project, "/backups/recovery_point")) / 3600000000000
}
