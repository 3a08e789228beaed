# METADATA
# title: Audit logs that cannot be understood
# description: |
#   Some events do not fit the schema that Pinecone documents: a batch was cut or changed, or
#   the schema is another now. What reads the logs may miss them.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_audit_log]
#   needs: [/malformed]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.8.15]
#     nist-800-53: [AU-3]
#     pci-dss: [10.2.2]
#   section: Audit logs
#   url: https://docs.pinecone.io/guides/production/security-overview#audit-logs
#   remediation:
#     console: Compare the lines that are named with the documented schema, and ask Pinecone's support about them.
#   since: 0.1.0
package policies.rules.auditlogs.event_malformed

import data.policies.lib.known
import data.policies.lib.result

deny contains result.at(log, "/malformed", message) if {
	some log in input.resources.pinecone_audit_log
	malformed := known.value(log, "/malformed/count")
	malformed > 0
	message := $`"{log.name}" has "{malformed}" events that do not fit the documented schema{_first(log)}: all should`
}

_first(log) := $`, the first in "{one.key}", line "{one.line}", which {one.problem}` if {
	one := known.value(log, "/malformed/samples")[0]
}

_first(log) := "" if not known.value(log, "/malformed/samples")[0].key
