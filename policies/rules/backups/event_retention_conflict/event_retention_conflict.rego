# METADATA
# title: Promise to keep audit events longer than they are kept
# description: |
#   The team has promised to keep audit events for longer than Pinecone does. Only what is
#   exported to a bucket while it happens is there later, and only as long as the bucket keeps
#   it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_project]
#   needs: ["organization:/audit_logs/retention_days?"]
#   applies_needs: ["/commitments/audit_event_days?"]
#   reads: ["aws_s3_bucket:/lifecycle_rules"]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.5.33]
#     nist-800-53: [AU-11]
#     pci-dss: [10.5.1]
#   section: Permanent deletion
#   url: https://docs.pinecone.io/guides/production/data-deletion
#   remediation:
#     console: Export audit logs to a bucket under Settings, Audit logs.
#     terraform: Raise `expiration.days` of the bucket's lifecycle rule to what was promised, or remove it.
#     manifest: Where the export is on, declare it as `organization.audit_logs`, with its `bucket` or `retention_days`.
#   since: 0.1.0
package policies.rules.backups.event_retention_conflict

import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.lifecycle
import data.policies.lib.plan
import data.policies.lib.resource
import data.policies.lib.result

applies contains project.id if some [project, _] in _promised

deny contains result.at(project, "/commitments/audit_event_days", message) if {
	some [project, days] in _promised
	clause := _lost(resource.linked(project, "organization")[0], days)
	message := $`project "{project.name}" promises audit events of "{days}" days, and {clause}`
}

deny contains result.undecided(project, "/commitments/audit_event_days", message) if {
	some [project, _] in _promised
	not _exported(project)
	message := $`whether the audit logs of project "{project.name}" are exported is not known`
}

deny contains result.undecided(project, "/commitments/audit_event_days", message) if {
	some [project, days] in _promised
	_exported(project)
	why := _unclear(resource.linked(project, "organization")[0], days)
	message := $`for how long the audit events of project "{project.name}" are kept is not known: {why}`
}

_promised contains [project, days] if {
	some project in input.resources.pinecone_project
	days := known.value(project, "/commitments/audit_event_days")
	days > data.facts.auditlogs.kept.days
}

_exported(project) if known.value(resource.linked(project, "organization")[0], "/audit_logs/enabled")

_lost(organization, days) := $`plan "{current}" has no audit logs: {advice}` if {
	current := known.value(organization, "/plan")
	plan.lacks(current, "audit_logs")
	advice := $`move to plan "{plan.least({"audit_logs"})}" and export them`
} else := $`Pinecone keeps them for "{data.facts.auditlogs.kept.days}": export them to a bucket` if {
	known.value(organization, "/audit_logs/enabled") == false
} else := $`bucket "{bucket.name}" expires them {when}: keep them as long` if {
	[bucket, when] := min(_expired(organization, days))
} else := $`the bucket keeps them for "{kept}": keep them as long` if {
	_unseen(organization)
	kept := known.value(organization, "/audit_logs/retention_days")
	kept < days
}

_unclear(organization, days) := "what its bucket expires may be among them" if {
	some rule in _early(organization, days)
	lifecycle.takes_some(rule, _prefix(organization))
} else := "what its bucket expires is not" if {
	some bucket in resource.linked(organization, "audit_bucket")
	known.unknown(bucket, "/lifecycle_rules")
} else := "its bucket was not read, and no `retention_days` is declared" if {
	_unseen(organization)
	not known.value(organization, "/audit_logs/retention_days")
}

# What the bucket itself does is a fact, and how long it is to keep logs only a demand.
_unseen(organization) if resource.linked(organization, "audit_bucket") == []

_expired(organization, days) := {[bucket, when] |
	some bucket in resource.linked(organization, "audit_bucket")
	some [_, at, rule, when] in auditlogs.early(bucket, days)
	lifecycle.takes_all(bucket, at, rule, _prefix(organization))
}

_early(organization, days) := {rule |
	some bucket in resource.linked(organization, "audit_bucket")
	some [_, _, rule, _] in auditlogs.early(bucket, days)
}

_prefix(organization) := object.get(organization.values, ["audit_logs", "prefix"], "")
