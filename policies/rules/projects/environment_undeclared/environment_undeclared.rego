# METADATA
# title: Project of an undeclared environment
# description: |
#   Nothing says which environment the project is. It is judged as production, since that is
#   the safe reading, and people who open the console cannot tell it from a sandbox either.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [pinecone_project]
#   environments: production
#   precision: very-high
#   controls:
#     iso27001: [A.5.9]
#     nist-800-53: [CM-8]
#     pci-dss: [12.5.1]
#   section: Prepare your project structure
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     manifest: Set `environment` of the project to production, staging, development or test.
#   since: 0.1.0
package policies.rules.projects.environment_undeclared

import data.policies.lib.known
import data.policies.lib.result

deny contains result.at(project, "/environment", message) if {
	some project in _undeclared
	not known.anonymous(project)
	not known.hidden(project, "/environment")
	message := $`project "{project.name}" has no environment, so it is judged as "production": declare one`
}

deny contains result.undecided(project, "/name", message) if {
	some project in _undeclared
	known.anonymous(project)
	message := $`which project of the manifest "{project.name}" is, and so its environment, is not known`
}

deny contains result.undecided(project, "/environment", message) if {
	some project in _undeclared
	known.hidden(project, "/environment")
	message := $`the environment of project "{project.name}" is not known`
}

_undeclared contains project if {
	some project in input.resources.pinecone_project
	object.get(project, "environment", "") == ""
}
