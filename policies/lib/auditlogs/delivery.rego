package policies.lib.auditlogs

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: |
#   The buckets that Pinecone should write to as far as anybody says, and that a service
#   showed: no file tells what was delivered.
delivering := [bucket |
	some bucket in buckets
	_ = read_at(bucket)
	not _off(bucket)
]

# METADATA
# description: |
#   When a service showed the resource last, in nanoseconds. Undefined where none did.
read_at(thing) := max([time.parse_rfc3339_ns(observation.call.time) |
	some observation in object.get(thing, "observations", [])
	observation.call.time
])

# METADATA
# description: |
#   How many minutes before it was read something in a resource happened, by its pointer.
#   Undefined where it is unset or unknown.
age(thing, pointer) := floor((read_at(thing) - time.parse_rfc3339_ns(known.value(thing, pointer))) / 60000000000)

_off(bucket) if {
	organizations := resource.linked(bucket, "organizations")
	count(organizations) > 0
	every organization in organizations { known.value(organization, "/audit_logs/enabled") == false }
}
