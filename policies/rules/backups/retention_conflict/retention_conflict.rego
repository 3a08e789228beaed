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

import data.policies.lib.known
import data.policies.lib.result

applies contains project.id if some [project, _] in _promised

deny contains result.at(project, "/commitments/erasure_days", message) if {
	some [project, days] in _promised
	days < _kept
	promise := $`project "{project.name}" promises to erase within "{days}" days`
	message := $`{promise}, and Pinecone may take "{_kept}": promise no less than that`
}

deny contains result.beside(finding, project, "/backups/retention_days", "how long backups are kept") if {
	some [project, days] in _promised
	days >= _kept
	backed_up := known.value(project, "/backups/retention_days")
	backed_up + _kept > days
	promise := $`project "{project.name}" promises to erase within "{days}" days`
	clause := $`its backups keep data for "{backed_up}" and Pinecone for "{_kept}" more`
	message := $`{promise}, and {clause}: promise no less than "{backed_up + _kept}"`
	finding := result.at(project, "/commitments/erasure_days", message)
}

_promised contains [project, days] if {
	some project in input.resources.pinecone_project
	days := known.value(project, "/commitments/erasure_days")
}

_kept := data.facts.deletion.kept.days
