# METADATA
# description: Words of messages.
package policies.lib.text

# METADATA
# description: Names in quotes, in order, with commas between them.
quoted(names) := concat(", ", sort([$`"{name}"` | some name in names]))

# METADATA
# description: A time of so many hours, in quotes, with the unit that it is a whole number of.
period(hours) := $`"{hours / 24}" days` if {
	hours >= 48
	_whole(hours / 24)
} else := $`"{hours}" hours` if {
	hours > 1
	_whole(hours)
} else := $`"{round(hours * 60)}" minutes`

_whole(number) if floor(number) == number

# METADATA
# description: The first few of some names in quotes, in order, and how many more there are.
first(names, most) := quoted(names) if {
	count(names) <= most
} else := $`{quoted(array.slice(sort(names), 0, most))} and {count(names) - most} more`
