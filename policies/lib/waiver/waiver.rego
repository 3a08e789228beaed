# METADATA
# description: What excuses findings, the manifest's entries and comments in files alike.
package policies.lib.waiver

import data.policies.lib.known

# METADATA
# description: All that excuse findings.
each contains waiver if some waiver in input.resources.waiver

# METADATA
# description: Those that hold today.
holding contains waiver if {
	some waiver in each
	known.value(waiver, "/days_left") >= 0
}

# METADATA
# description: How a sentence begins that is about one.
called(waiver) := $`the waiver of "{known.value(waiver, "/rule")}" on "{resource}"` if {
	resource := known.value(waiver, "/resource")
} else := $`the comment that ignores "{known.value(waiver, "/rule")}"`
