# METADATA
# description: |
#   Which projects are to be private. It is apart from what an endpoint is, which the many
#   rules about indexes need not know.
package policies.lib.privacy

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: The indexes of projects that are to be private, or may have to be, each with its project.
indexes contains [index, project] if {
	some index in input.resources.pinecone_index
	some project in resource.linked(index, "project")
	_concerns(project)
}

_concerns(project) if demanded(project)

_concerns(project) if perhaps(project)

# METADATA
# description: True where a project is reached through private endpoints alone, or has to have them.
# scope: document
demanded(project) if known.value(project, "/private_endpoints/required") == true

demanded(project) if known.value(project, "/private_endpoints/public_access") == "disabled"

# METADATA
# description: True where something demands it or not, and nobody can tell which.
perhaps(project) if {
	not demanded(project)
	some pointer in ["/private_endpoints/required", "/private_endpoints/public_access"]
	known.hidden(project, pointer)
}
