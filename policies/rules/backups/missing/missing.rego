# METADATA
# title: Index without a backup
# description: |
#   There is no backup that the index could be restored from: what is deleted by mistake is
#   lost. Of indexes with a customer-managed key there can be none; other rules judge those.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
#   applies_needs: [/deployment]
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.8.13]
#     nist-800-53: [CP-9]
#     hipaa: [164.308(a)(7)(ii)(A)]
#   section: Back up your indexes
#   url: https://docs.pinecone.io/guides/manage-data/backups-overview
#   remediation:
#     console: Open the index, choose Backups, and create one, and a schedule.
#   since: 0.1.0
package policies.rules.backups.missing

import data.policies.lib.backups
import data.policies.lib.plan
import data.policies.lib.result

applies contains index.id if some index in backups.possible

deny contains result.at(index, "", message) if {
	some [index, current] in backups.unable
	message := $`index "{index.name}" has no backup, and none is in plan "{current}": move to plan "{_least}"`
}

deny contains result.absent(index, "", ["pinecone_backup"], message) if {
	some index in backups.bare
	not backups.doubt(index)
	message := $`index "{index.name}" has no backup that it can be restored from: make one, and a schedule for more`
}

deny contains result.undecided(index, "", message) if {
	some index in backups.bare
	doubt := backups.doubt(index)
	message := $`whether index "{index.name}" has a backup is not known: {doubt}`
}

deny contains result.undecided(index, "", message) if {
	some index in backups.unread
	message := $`whether index "{index.name}" has a backup is not known: only a live reading tells`
}

_least := plan.least({"backups"})
