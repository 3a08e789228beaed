# METADATA
# title: Backups relied on in a CMEK-enabled project
# description: |
#   The manifest relies on backups, and Pinecone makes none of indexes in a project with a
#   customer-managed key. The recovery that was promised cannot be done: plan to rebuild the
#   indexes from their source instead.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_project]
#   needs: [/force_encryption_with_cmek]
#   applies_needs: ["/backups/recovery_point?", "/backups/retention_days?", "/backups/schedule?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.5.30, A.8.13]
#     nist-800-53: [CP-9, CP-10]
#     hipaa: [164.308(a)(7)(ii)(A), 164.308(a)(7)(ii)(B)]
#   section: Limitations
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     manifest: |
#       Remove `recovery_point`, `retention_days` and `schedule` from `backups`, and declare
#       `backups.import_source`.
#   since: 0.1.0
package policies.rules.cmek.backups_unavailable

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result

_promises := ["/backups/recovery_point", "/backups/retention_days", "/backups/schedule"]

applies contains project.id if {
	some project in input.resources.pinecone_project
	project.values.backups
	_promised(project)
}

deny contains result.at(project, pointer, message) if {
	some project in input.resources.pinecone_project
	project.values.backups
	cmek.expected(project)
	pointer := _promised(project)
	message := $`project "{project.name}" relies on backups, which its key rules out: {_instead(project)}`
}

_instead(project) := `remove them, and rebuild from its "import_source"` if {
	known.value(project, "/backups/import_source")
} else := `declare "import_source"`

_promised(project) := [pointer | some pointer in _promises; known.value(project, pointer)][0]
