# METADATA
# title: Promise to erase sooner than Pinecone does
# description: |
#   The team has promised to erase data for good within a time that it cannot keep. What is
#   deleted stays with Pinecone for some weeks more, where nobody can reach it; and what is in
#   a backup stays there until the backup is deleted as well.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_project]
#   needs: ["/backups/retention_days?"]
#   applies_needs: ["/commitments/erasure_days?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [C1.2, P4.2, P4.3]
#     iso27001: [A.5.34, A.8.10]
#     nist-800-53: [SI-12]
#     pci-dss: [3.2.1]
#     hipaa: [164.310(d)(2)(i)]
#   section: Soft deletion
#   url: https://docs.pinecone.io/guides/production/data-deletion
#   remediation:
#     manifest: Where more was promised than can be kept, correct `commitments.erasure_days` with those who rely on it.
#     console: Let schedules keep backups for less long, and delete those that hold what must go.
#   since: 0.1.0
package policies.rules.backups.retention_conflict

import data.policies.lib.backups
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies contains project.id if some [project, _] in _promised

deny contains result.at(project, "/commitments/erasure_days", message) if {
	some [project, days] in _promised
	days < _kept
	promise := $`project "{project.name}" promises to erase within "{days}" days`
	message := $`{promise}, and Pinecone may take "{_kept}": promise no less than that`
}

deny contains result.besides(result.at(project, "/commitments/erasure_days", message), [place]) if {
	some [project, days] in _promised
	days >= _kept
	[backed_up, clause, place] := max(_retentions(project))
	backed_up + _kept > days
	promise := $`project "{project.name}" promises to erase within "{days}" days`
	message := $`{promise}, and {clause} and Pinecone for "{_kept}" more: promise no less than "{backed_up + _kept}"`
}

deny contains result.undecided(project, "/commitments/erasure_days", message) if {
	some [project, _] in _promised
	_untold(project)
	message := $`for how long backups of project "{project.name}" are kept is not known: declare "retention_days"`
}

# For how many days its backups are kept, by what says so. That there is a schedule says only the least.
_retentions(project) := ({[days, $`its backups keep data for "{days}"`, place] |
	days := known.value(project, "/backups/retention_days")
	place := result.place(project, "/backups/retention_days", "how long backups are kept")
} | {[days, $`a schedule keeps backups for "{days}"`, place] |
	some schedule in _schedules(project)
	days := known.value(schedule, "/retention_expire_after_days")
	place := result.place(schedule, "/retention_expire_after_days", "how long the schedule keeps backups")
}) | {[least, $`a schedule keeps backups for at least "{least}"`, place] |
	least := data.facts.backups.retention.least_days
	known.value(project, "/backups/schedule")
	place := result.place(project, "/backups/schedule", "the schedule")
}

_untold(project) if {
	not known.value(project, "/backups/retention_days")
	not _all_told(project)
	_backed_up(project)
}

_all_told(project) if {
	count(_schedules(project)) > 0
	every schedule in _schedules(project) { known.value(schedule, "/retention_expire_after_days") }
}

_backed_up(project) if {
	some pointer in ["/backups/recovery_point", "/backups/schedule"]
	known.perhaps(project, pointer)
}

_backed_up(project) if count(_schedules(project)) > 0

_backed_up(project) if {
	some index in resource.linked(project, "indexes")
	count(index.links.backups) > 0
}

_schedules(project) := [schedule |
	some index in resource.linked(project, "indexes")
	some schedule in backups.schedules(index)
]

_promised contains [project, days] if {
	some project in input.resources.pinecone_project
	days := known.value(project, "/commitments/erasure_days")
}

_kept := data.facts.deletion.kept.days
