# METADATA
# description: Words of messages.
package policies.lib.text

# METADATA
# description: Names in quotes, in order, with commas between them.
quoted(names) := concat(", ", sort([$`"{name}"` | some name in names]))
