# METADATA
# title: Repeated failures of one principal
# description: |
#   One principal failed many times within an hour by the audit log: a job that nobody looks
#   after, or somebody who tries what they may.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_audit_principal]
#   needs: [/failures, /worst_hour]
#   environments: production
#   precision: medium
#   controls:
#     soc2: [CC7.2, CC7.3]
#     iso27001: [A.5.25, A.8.16]
#     nist-800-53: [AU-6, SI-4]
#     pci-dss: [10.4.1]
#     hipaa: [164.308(a)(1)(ii)(D), 164.308(a)(5)(ii)(C)]
#   section: Audit logs
#   url: https://docs.pinecone.io/guides/production/security-overview#audit-logs
#   remediation:
#     console: Read the events of that hour, and repair the job, or take the principal's access away.
#   since: 0.1.0
package policies.rules.activity.failures

import data.policies.lib.activity
import data.policies.lib.known
import data.policies.lib.result

# More often within an hour than a person who mistypes.
_many := 10

deny contains result.at(principal, "/worst_hour/failures", message) if {
	some principal in input.resources.pinecone_audit_principal
	failures := known.value(principal, "/worst_hour/failures")
	failures >= _many
	did := $`{activity.who(principal)} failed "{failures}" times in the hour from "{_hour(principal)}"{_tried(principal)}`
	message := $`{did}: find out why, as fewer than "{_many}" are usual`
}

_hour(principal) := known.value(principal, "/worst_hour/at")

_tried(principal) := $`, most often to {most[0].action} {most[0].resource_type}` if {
	tried := known.value(principal, "/failed")
	highest := max([failed.count | some failed in tried])
	most := [failed | some failed in tried; failed.count == highest]
}

_tried(principal) := "" if not known.value(principal, "/failed")[0].count
