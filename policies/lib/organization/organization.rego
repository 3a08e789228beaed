# METADATA
# description: Which organizations are judged, and who is in them.
package policies.lib.organization

import data.policies.lib.known
import data.policies.lib.members
import data.policies.lib.plan
import data.policies.lib.resource

# METADATA
# description: |
#   The organizations that have a production project. One that nobody has declared the
#   environment of counts as such.
of_production contains organization if {
	some organization in input.resources.pinecone_organization
	some project in resource.linked(organization, "projects")
	object.get(project, "environment", "") in {"", "production"}
}

# METADATA
# description: Which plan a feature needs, as the end of a sentence, where the organization's plan lacks it.
needs_plan(organization, feature) := $`, which needs plan "{plan.least({feature})}"` if {
	plan.lacks(known.value(organization, "/plan"), feature)
} else := ""

# METADATA
# description: |
#   The e-mail addresses of the owners, in small letters: those that the manifest declares,
#   and those that Pinecone shows.
owners(organization) := {lower(email) | some email in known.value(organization, "/owners")} | {lower(email) |
	some binding in resource.linked(organization, "owner_bindings")
	some user in resource.linked(binding, "principal")
	email := known.value(user, "/email")
}

# METADATA
# description: True where owners may lack somebody, as who it is is not known.
# scope: document
may_have_more_owners(organization) if known.hidden(organization, "/owners")

may_have_more_owners(organization) if members.may_own(organization) != set()

may_have_more_owners(organization) if {
	some binding in resource.linked(organization, "owner_bindings")
	some user in resource.linked(binding, "principal")
	known.hidden(user, "/email")
}
