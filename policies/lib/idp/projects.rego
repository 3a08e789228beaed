package policies.lib.idp

import data.policies.lib.known
import data.policies.lib.resource

_types := {
	"okta_app_saml", "okta_app_user_schema_property", "okta_group", "okta_profile_mapping",
	"okta_user_schema_property", "pinecone_organization",
}

# METADATA
# description: Everything that gives values, with the pointer and the value.
given contains [thing, pointer, value] if {
	some type in _types
	some thing in input.resources[type]
	some [pointer, value] in values(thing)
}

# METADATA
# description: The name of a project that stands in a value where its id should.
misnamed(thing, value) := name if {
	[name, _] := project_role(value)
	not name in _ids(thing)
	name in _names(thing)
}

# METADATA
# description: The id in a value that no project has, of those that were read.
missing(thing, value) := id if {
	[id, _] := project_role(value)
	not id in _ids(thing)
	not id in _names(thing)
}

# METADATA
# description: True where all projects were read, which only the Admin API shows.
knows_projects(thing) if {
	some project in _projects(thing)
	some observation in project.observations
	startswith(observation.source, "pinecone organization")
}

_ids(thing) := {id | some project in _projects(thing); id := known.value(project, "/id")}

_names(thing) := {project.name | some project in _projects(thing)}

_projects(thing) := [project | some one in _organizations(thing); some project in resource.linked(one, "projects")]

_organizations(thing) := [thing] if {
	thing.links.projects
} else := resource.linked(thing, "organization")
