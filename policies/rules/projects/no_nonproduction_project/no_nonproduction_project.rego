# METADATA
# title: No project to test changes in
# description: |
#   The organization has production projects and no other. Whatever is to be tried, a new
#   dimension, a migration, a program that deletes, is tried where customers are served.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_organization]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC8.1]
#     iso27001: [A.8.31]
#     nist-800-53: [CM-3(2), CM-4(1)]
#     pci-dss: [6.5.3]
#   section: Prepare your project structure
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     console: Create a project for development or staging, with indexes and API keys of its own.
#     terraform: Declare one more `pinecone_project`, and the indexes of its environment with its keys.
#     manifest: Where there is such a project, list it under `projects` with its `environment`.
#   since: 0.1.0
package policies.rules.projects.no_nonproduction_project

import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains organization.id if {
	some organization in input.resources.pinecone_organization
	_names(organization, _serving) != set()
}

deny contains result.absent(organization, "", ["pinecone_project"], message) if {
	some organization in input.resources.pinecone_organization
	organization.id in applies
	_names(organization, {"staging", "development", "test"}) == set()
	serving := text.quoted(_names(organization, _serving))
	message := $`"{organization.name}" has no project beside {serving} of production: create one to test changes in`
}

# A project of which nobody says what it is for serves production.
_serving := {"production", ""}

_names(organization, environments) := {project.name |
	some project in resource.linked(organization, "projects")
	object.get(project, "environment", "") in environments
}
