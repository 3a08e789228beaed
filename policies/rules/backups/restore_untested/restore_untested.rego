# METADATA
# title: Backups that nobody has restored
# description: |
#   No backup of the index was restored for long, or ever. Whether what is kept is complete is
#   then found out when the index is gone.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_index]
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.3]
#     iso27001: [A.5.30, A.8.13]
#     nist-800-53: [CP-4, CP-9(1)]
#     hipaa: [164.308(a)(7)(ii)(D)]
#   section: Back up your indexes
#   url: https://docs.pinecone.io/guides/manage-data/restore-an-index
#   remediation:
#     api: "`POST /backups/{backup_id}/create-index`, compare what queries find, and delete the new index."
#     manifest: Where that may be longer ago, raise `lint.max_restore_age`.
#   since: 0.1.0
package policies.rules.backups.restore_untested

import data.policies.lib.backups
import data.policies.lib.result
import data.policies.lib.settings

applies contains index.id if {
	some index in backups.backed_up
	count(backups.ready(index)) > 0
}

deny contains result.absent(index, "", ["pinecone_restore_job"], message) if {
	some index in _untested
	count(backups.ready(index)) > 0
	count(_perhaps(index, "restore_jobs")) == 0
	count(_perhaps(index, "other_restore_jobs")) == 0
	message := $`no backup of index "{index.name}" was restored in the last "{_days}" days: restore one to a new index`
}

deny contains result.undecided(index, "", message) if {
	some index in _untested
	some job in _perhaps(index, "other_restore_jobs")
	target := object.get(job.values, "target_index_name", "an index")
	message := $`"{target}" was restored from a backup that is gone, and that may have been of index "{index.name}"`
}

deny contains result.undecided(index, "", message) if {
	some index in _untested
	count(_perhaps(index, "restore_jobs")) > 0
	message := $`whether and when a backup of index "{index.name}" was restored is not known`
}

deny contains result.undecided(index, "", message) if {
	some index in _perhaps_restorable
	count(backups.ready(index)) == 0
	message := $`whether index "{index.name}" has a backup to restore is not known: {backups.unsettled(index)}`
}

_untested contains index if {
	some index in _perhaps_restorable
	count(backups.restored(index, "restore_jobs", _days)) == 0
}

_perhaps_restorable := [index | some index in backups.backed_up; count(backups.perhaps_ready(index)) > 0]

_perhaps(index, relation) := backups.perhaps_restored(index, relation, _days)

_days := settings.max_restore_age_days
