# METADATA
# title: Production and other environments in one project
# description: |
#   The project holds indexes of production and of another environment. Keys, roles, quotas
#   and encryption are the project's, so whoever may test here may also change or delete
#   what production serves.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_index]
#   needs: ["project:/name"]
#   applies_needs: [/tags]
#   environments: all
#   precision: high
#   section: Prepare your project structure
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     terraform: Create the index with the keys of a project of its own environment.
#     manifest: |
#       Where the tag is wrong, correct it; where the project's environment is wrong, correct
#       `environment`.
#   since: 0.1.0
package policies.rules.projects.mixed_environments

import data.policies.lib.environment
import data.policies.lib.resource
import data.policies.lib.result

applies contains index.id if {
	some index in input.resources.pinecone_index
	some _ in environment.tagged(index)
}

deny contains result.at(index, pointer, message) if {
	some index in input.resources.pinecone_index
	some pointer, tagged in environment.tagged(index)
	some project in resource.linked(index, "project")
	other := _conflict(tagged, project)
	message := $`index "{index.name}" is "{tagged}" in project "{project.name}" of "{other}": use a project of its own`
}

# Where the project says what it is, the index that differs is misplaced; where it does not,
# the one outside production is.
_conflict(tagged, project) := declared if {
	declared := project.environment
	declared != ""
	declared != tagged
	"production" in {declared, tagged}
} else := "production" if {
	tagged != "production"
	object.get(project, "environment", "") == ""
	some index in resource.linked(project, "indexes")
	"production" in environment.tagged(index)
}
