# METADATA
# description: |
#   The export of audit logs: who has one, where it goes to, and how long it must be kept.
package policies.lib.auditlogs

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# scope: document
# description: The organizations that export audit logs, or have said with which role.
exporting contains organization if {
	some organization in input.resources.pinecone_organization
	known.value(organization, "/audit_logs/enabled") == true
}

exporting contains organization if {
	some organization in input.resources.pinecone_organization
	known.value(organization, "/audit_logs/role")
}

# METADATA
# description: The buckets that Pinecone writes audit logs to.
buckets := [bucket |
	some bucket in object.get(input.resources, "aws_s3_bucket", [])
	"audit_logs" in bucket.purposes
]

# METADATA
# description: The ids of those, for rules that judge all of them.
bucket_ids contains bucket.id if some bucket in buckets

# METADATA
# description: |
#   How many days the logs in a bucket must be kept. Undefined where no organization that
#   writes to it says so.
retention(bucket) := max([days |
	some organization in resource.linked(bucket, "organizations")
	days := known.value(organization, "/audit_logs/retention_days")
])

# METADATA
# description: |
#   What the keys of the logs in a bucket begin with, one for each organization that writes
#   to it: empty where it writes to the whole bucket.
prefixes(bucket) := {object.get(organization.values, ["audit_logs", "prefix"], "") |
	some organization in resource.linked(bucket, "organizations")
}

# METADATA
# description: |
#   The rules of a bucket that expire something before it is so many days old: the pointer of
#   what says so, the rule with its own pointer, and when that is.
early(bucket, days) := {[$"{at}/expiration/{key}", at, rule, when] |
	some i, rule in known.value(bucket, "/lifecycle_rules")
	at := $"/lifecycle_rules/{i}"
	rule.status == "Enabled"
	some key in ["days", "date"]
	when := _end(rule.expiration, key, days)
}

_end(expiration, "days", wanted) := $`after "{expiration.days}" days` if {
	expiration.days > 0
	expiration.days < wanted
}

_end(expiration, "date", _) := $`from "{expiration.date}" on` if expiration.date != ""

# METADATA
# description: |
#   How many days new objects of a bucket are locked, with the pointer that says so; none
#   where they are not.
locked(bucket) := {[$"/object_lock/{unit}", value * days] |
	some unit, days in {"days": 1, "years": 365}
	value := known.value(bucket, $"/object_lock/{unit}")
	value > 0
}
