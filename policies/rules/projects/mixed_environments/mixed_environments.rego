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
#   resources: [pinecone_project]
#   reads:
#     - pinecone_index:/tags/environment
#     - pinecone_index:/tags/Environment
#     - pinecone_index:/tags/env
#     - pinecone_index:/tags/Env
#     - pinecone_index:/tags/stage
#     - pinecone_index:/tags/Stage
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC8.1]
#     iso27001: [A.8.31]
#     nist-800-53: [CM-4(1)]
#     pci-dss: [6.5.3]
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
import data.policies.lib.listing
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains project.id if {
	some project in input.resources.pinecone_project
	count(project.links.indexes) > 0
}

deny contains result.besides(result.at(project, "/environment", message), places) if {
	some project in input.resources.pinecone_project
	project.id in applies
	stages := _stages(project)
	"production" in stages
	count(stages) > 1
	message := $`project "{project.name}" holds "{concat(", ", stages)}": keep production in a project of its own`
	places := [_place(tag) | some tag in _tags(project)]
}

deny contains result.besides(result.undecided(project, "/environment", message), places) if {
	some project in input.resources.pinecone_project
	"production" in _stages(project)
	places := [result.place(index, pointer, word) |
		some index in resource.linked(project, "indexes")
		some pointer, word in environment.strange(index)
	]
	count(places) > 0
	texts := {place.message | some place in places}
	message := $`"{project.name}" has indexes of production, and of {text.quoted(texts)}, which is no word that is known`
}

deny contains result.undecided(project, "/environment", message) if {
	some project in input.resources.pinecone_project
	some index in resource.linked(project, "indexes")
	some pointer in environment.untold(index)
	message := $`nothing tells "{pointer}" of index "{index.name}"`
}

deny contains gap if some gap in listing.gaps("pinecone_project", "index")

_stages(project) := {project.environment | project.environment != ""} | {tag.environment | some tag in _tags(project)}

_tags(project) := [{"index": index, "pointer": pointer, "environment": tagged} |
	some index in resource.linked(project, "indexes")
	some pointer, tagged in environment.tagged(index)
]

_place(tag) := result.place(tag.index, tag.pointer, $`tagged "{tag.environment}"`)
