# METADATA
# title: Backup older than the recovery point
# description: |
#   The newest backup that the index can be restored from is older than the team has declared
#   that it may be: after a loss, more would be missing than anybody has agreed to.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
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
#     console: Open the index, choose Backups, and create a schedule that is frequent enough.
#     api: "`POST /indexes/{index_name}/backup-schedules` with a `frequency`."
#     manifest: Where more may be lost, raise `backups.recovery_point` of the project.
#   since: 0.1.0
package policies.rules.backups.stale

import data.policies.lib.backups
import data.policies.lib.live
import data.policies.lib.result

applies contains index.id if some [index, _] in _promised

deny contains result.beside(finding, backups.project(index), "/backups/recovery_point", "the recovery point") if {
	some [index, point] in _promised
	every backup in backups.perhaps_ready(index) { _old(backup, point) }
	[_, made] := backups.youngest(backups.ready(index))
	clause := $`the newest backup of index "{index.name}" is of "{made}"`
	message := $`{clause}, which its recovery point does not allow: make one every "{point}"`
	finding := result.absent(index, "", ["pinecone_backup"], message)
}

deny contains result.undecided(index, "", message) if {
	some [index, point] in _promised
	not _fresh(index, point)
	_open(index, point)
	message := $`whether a backup of index "{index.name}" is young enough is not known: {_why(index)}`
}

deny contains result.undecided(index, "", message) if {
	some index in _backed_up
	backups.promise_hidden(index, "recovery_point")
	message := $`how old the newest backup of index "{index.name}" may be is not known`
}

_fresh(index, point) if backups.youngest(backups.ready(index))[0] <= time.parse_duration_ns(point)

_old(backup, point) if live.age(backup, "/created_at") > time.parse_duration_ns(point)

_open(index, _) if backups.ready(index) == []

_open(index, point) if {
	some backup in backups.perhaps_ready(index)
	not _old(backup, point)
}

_why(index) := backups.unsettled(index)

_why(index) := "when one was made was not told" if not backups.unsettled(index)

_promised contains [index, backups.promised(index, "recovery_point")] if some index in _backed_up

_backed_up := [index | some index in backups.backed_up; count(backups.perhaps_ready(index)) > 0]
