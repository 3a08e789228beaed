# METADATA
# title: Index without the schedule that its backups need
# description: |
#   No schedule makes backups of the index, or it makes them more seldom, or keeps them for
#   less long, than the manifest promises. What somebody has to remember is forgotten.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_index, pinecone_project]
#   applies_needs: ["/backups/schedule?"]
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
#     console: Open the index, choose Backups, and create or edit its schedule.
#     api: "`POST /indexes/{index_name}/backup-schedules` with a `frequency` and a retention."
#     manifest: Correct `recovery_point`, `retention_days` or `schedule` below `backups` of the project.
#   since: 0.1.0
package policies.rules.backups.no_schedule

import data.policies.lib.backups
import data.policies.lib.known
import data.policies.lib.result

applies contains index.id if some index in backups.scheduled

applies contains project.id if {
	some project in input.resources.pinecone_project
	project.values.backups.schedule
}

deny contains result.absent(index, "", ["pinecone_backup_schedule"], message) if {
	some index in backups.scheduled
	count(backups.schedules(index)) == 0
	not backups.told(index)
	not backups.schedule_doubt(index)
	message := $`no schedule is enabled that makes backups of index "{index.name}": create one`
}

deny contains result.undecided(index, "", message) if {
	some index in backups.scheduled
	doubt := backups.schedule_doubt(index)
	message := $`whether a schedule makes backups of index "{index.name}" is not known: {doubt}`
}

deny contains result.undecided(index, "/deployment", message) if {
	some index in backups.perhaps_scheduled
	message := $`whether a schedule can make backups of index "{index.name}" is not known: its deployment was not told`
}

deny contains result.beside(result.at(index, "", message), project, pointer, "what is promised") if {
	some index in backups.scheduled
	project := backups.project(index)
	some schedule in backups.schedules(index)
	some [pointer, clause, wanted] in backups.shortfalls(schedule, project)
	message := $`the schedule of index "{index.name}" {clause}: {wanted}`
}

deny contains result.at(project, "/backups/schedule", message) if {
	some project in input.resources.pinecone_project
	wanted := backups.contradiction(project)
	message := $`the schedule of project "{project.name}" cannot keep its recovery point: {wanted}`
}

deny contains result.undecided(project, "/backups/schedule", message) if {
	some project in input.resources.pinecone_project
	project.values.backups.schedule
	known.hidden(project, "/backups/recovery_point")
	message := $`whether the schedule of project "{project.name}" can keep its recovery point is not known`
}
