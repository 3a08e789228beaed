# METADATA
# title: Project close to a limit of its plan
# description: |
#   The project holds four fifths or more of what the organization's plan allows. At the
#   limit Pinecone refuses to create another, which is found out in the middle of a
#   deployment, so a limit that is reached is high.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_project]
#   environments: production
#   precision: high
#   section: Understand database limits
#   url: https://docs.pinecone.io/reference/api/database-limits
#   remediation:
#     console: Remove what is not used, use namespaces in place of indexes, or ask Pinecone's support for more.
#   since: 0.1.0
package policies.rules.projects.limit_headroom

import data.policies.lib.known
import data.policies.lib.plan
import data.policies.lib.resource
import data.policies.lib.result

_counts := {
	["serverless_indexes_per_project", "serverless indexes", ""],
	["private_endpoints_per_project", "private endpoints", "/private_endpoints"],
}

deny contains result.severe(result.at(project, pointer, message), plan.urgency(used, limit)) if {
	some [project, thing, words, pointer, used] in _many
	limit := plan.near(_plan(project), thing, used)
	message := $`project "{project.name}" has "{used}" of "{limit}" {words} in its plan: {plan.left(used, limit)}`
}

deny contains result.undecided(project, pointer, message) if {
	some [project, _, words, pointer, _] in _many
	not _plan(project)
	message := $`the plan that says how many {words} project "{project.name}" may have is not known`
}

# Few enough for every plan needs no plan to pass.
_many contains [project, thing, words, pointer, used] if {
	some project in input.resources.pinecone_project
	project.links
	some [thing, words, pointer] in _counts
	used := _used(project, thing)
	plan.near_any(thing, used)
}

_plan(project) := known.value(resource.linked(project, "organization")[0], "/plan")

_used(project, "serverless_indexes_per_project") := count([index |
	some index in resource.linked(project, "indexes")
	known.value(index, "/deployment") == "serverless"
])

# A registration and the endpoint that it names are one.
_used(project, "private_endpoints_per_project") := max([
	count(resource.linked(project, "private_endpoints")),
	count(resource.linked(project, "endpoints")),
])
