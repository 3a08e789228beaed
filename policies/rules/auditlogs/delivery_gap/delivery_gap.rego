# METADATA
# title: Gap in the audit logs
# description: |
#   For hours no batch of audit logs was written in the audited period. Where empty batches
#   are written too, or events came late, delivery stood still, and events of that time may
#   be lost. Else nobody can tell it from a time in which nothing happened.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_audit_log]
#   needs: [/gaps, /empty_batches]
#   environments: production
#   precision: medium
#   controls:
#     soc2: [CC7.2]
#     iso27001: [A.8.15]
#     nist-800-53: [AU-5, AU-12]
#     pci-dss: [10.2.1, 10.7.2]
#     hipaa: [164.312(b)]
#   section: View audit logs
#   url: https://docs.pinecone.io/guides/production/configure-audit-logs
#   remediation:
#     console: See whether somebody changed the role or the bucket then, and ask Pinecone's support for the events.
#   since: 0.1.0
package policies.rules.auditlogs.delivery_gap

import data.policies.lib.known
import data.policies.lib.result

deny contains result.at(log, $"/gaps/{i}", message) if {
	some [log, i, gap] in _gaps
	why := _certain(log, gap)
	message := $`"{log.name}" has no audit log from "{gap.from}" to "{gap.to}", {why}: {_wanted}`
}

deny contains result.undecided(log, $"/gaps/{i}", message) if {
	some [log, i, gap] in _gaps
	not _certain(log, gap)
	message := $`whether anything happened from "{gap.from}" to "{gap.to}", when no audit log was written, is not known`
}

_wanted := $`a batch should come about every "{data.facts.auditlogs.written.every_minutes}" minutes`

_gaps contains [log, i, gap] if {
	some log in input.resources.pinecone_audit_log
	some i, gap in known.value(log, "/gaps")
	gap.minutes > data.facts.auditlogs.captured.within_minutes
}

_certain(_, gap) := $`and the first event after it was "{gap.late_minutes}" minutes late` if _late(gap)

_certain(log, gap) := "though others are written without an event" if {
	not _late(gap)
	not gap.edge # delivery may have begun later, and a copy may have ended sooner
	known.value(log, "/empty_batches") > 0
}

_late(gap) if {
	usual := data.facts.auditlogs.captured.within_minutes + data.facts.auditlogs.written.every_minutes
	gap.late_minutes > usual
}
