# METADATA
# description: Words of messages.
package policies.lib.text

# METADATA
# description: Names in quotes, in order, with commas between them.
quoted(names) := concat(", ", sort([$`"{name}"` | some name in names]))

# METADATA
# description: The first few of some names in quotes, in order, and how many more there are.
first(names, most) := quoted(names) if {
	count(names) <= most
} else := $`{quoted(array.slice(sort(names), 0, most))} and {count(names) - most} more`
