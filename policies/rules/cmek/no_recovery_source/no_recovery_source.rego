# METADATA
# title: No way to rebuild a CMEK-enabled project
# description: |
#   Indexes in a project with a customer-managed key have no backups. Unless their data can
#   be loaded again from somewhere else, a deleted index or a lost key loses it for good.
#   Nothing declares such a source.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_project]
#   applies_needs: [/force_encryption_with_cmek]
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
#     manifest: Declare where the records can be imported from again as `backups.import_source` of the project.
#   since: 0.1.0
package policies.rules.cmek.no_recovery_source

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result

applies contains project.id if {
	some project in input.resources.pinecone_project
	cmek.expected(project)
}

deny contains result.at(project, "/backups", message) if {
	some project in _without_source
	known.declared(project)
	not known.hidden(project, _source)
	message := $`project "{project.name}" has neither backups nor a source to rebuild from: declare "import_source"`
}

# Only the manifest can declare a source.
deny contains result.undecided(project, "/backups", message) if {
	some project in _without_source
	not known.declared(project)
	message := $`no manifest says what project "{project.name}" can be rebuilt from: declare "import_source"`
}

deny contains result.undecided(project, _source, message) if {
	some project in _without_source
	known.hidden(project, _source)
	message := $`what project "{project.name}" can be rebuilt from is not known`
}

_source := "/backups/import_source"

_without_source contains project if {
	some project in input.resources.pinecone_project
	cmek.expected(project)
	not known.value(project, _source)
}
