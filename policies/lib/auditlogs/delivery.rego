package policies.lib.auditlogs

import data.policies.lib.known
import data.policies.lib.live
import data.policies.lib.resource

# METADATA
# description: |
#   The buckets that Pinecone should write to as far as anybody says, and that a service
#   showed: no file tells what was delivered.
delivering := [bucket |
	some bucket in buckets
	_ = live.read_at(bucket)
	not _off(bucket)
]

# METADATA
# description: |
#   How many minutes before it was read something in a resource happened, by its pointer.
#   Undefined where it is unset or unknown.
age(thing, pointer) := floor(live.age(thing, pointer) / 60000000000)

_off(bucket) if {
	organizations := resource.linked(bucket, "organizations")
	count(organizations) > 0
	every organization in organizations { known.value(organization, "/audit_logs/enabled") == false }
}
