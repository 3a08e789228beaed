# METADATA
# title: Backup that failed
# description: |
#   The last attempt to back up the index failed. Whatever was the cause is likely to make the
#   next one fail too, and what is there to restore from grows older.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
#   needs_all: [pinecone_backup]
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
#     console: Make a backup by hand, and ask Pinecone's support where that fails too.
#     api: "`POST /indexes/{index_name}/backups`, and `GET /backups/{backup_id}` until it is Ready."
#   since: 0.1.0
package policies.rules.backups.failed

import data.policies.lib.backups
import data.policies.lib.known
import data.policies.lib.result

applies contains index.id if some index in _backed_up

deny contains result.absent(index, "", ["pinecone_backup"], message) if {
	some index in _backed_up
	backups.doubtful(index) == []
	not backups.undated(backups.of(index))
	[_, made] := backups.youngest(backups.of(index))
	last := [backup | some backup in backups.of(index); known.value(backup, "/created_at") == made]
	every backup in last { known.value(backup, "/status") in _failed }
	status := known.value(last[0], "/status")
	message := $`the last backup of index "{index.name}", of "{made}", is "{status}": make one that is "{_ready}"`
}

deny contains result.undecided(index, "", message) if {
	some index in _backed_up
	_unclear(index)
	message := $`whether the last backup of index "{index.name}" failed is not known`
}

_unclear(index) if backups.unsettled(index)

_unclear(index) if {
	backups.undated(backups.of(index))
	some backup in backups.of(index)
	known.value(backup, "/status") in _failed
}

_backed_up := [index | some index in backups.backed_up; _has_any(index)]

_has_any(index) if backups.of(index) != []

_has_any(index) if backups.doubtful(index) != []

_failed := data.facts.backups.states.failed

_ready := data.facts.backups.states.ready
