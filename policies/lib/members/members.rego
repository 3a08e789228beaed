# METADATA
# description: |
#   Who may do what: role bindings, the principals that have them, and what their roles let
#   them do by dated facts.
package policies.lib.members

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.terraform

# METADATA
# description: The role bindings of a kind of principal on a kind of resource.
bindings(principal, on) := [binding |
	some binding in of(principal)
	known.value(binding, "/resource_type") == on
]

# METADATA
# description: The role bindings of a kind of principal on anything.
of(principal) := [binding |
	some binding in object.get(input.resources, "pinecone_role_binding", [])
	known.value(binding, "/principal_type") == principal
]

# METADATA
# description: |
#   That no verdict can be reached on role bindings that may be of a kind of principal, where
#   one of some facts is not known.
doubts(principal, pointers) := {result.undecided(binding, pointer, message) |
	some binding in object.get(input.resources, "pinecone_role_binding", [])
	not known.differs(binding, "/principal_type", principal)
	some pointer in pointers
	known.unknown(binding, pointer)
	message := $`the {replace(trim_prefix(pointer, "/"), "_", " ")} of role binding "{binding.name}" is not known`
}

# METADATA
# description: Who has a role, by e-mail address or name, or else by id, with the kind before it.
who(binding) := $`{replace(known.value(binding, "/principal_type"), "_", " ")} "{_called(binding)}"`

_called(binding) := found[0] if {
	found := [name |
		some thing in array.concat(resource.linked(binding, "principal"), [binding])
		some pointer in ["/email", "/name", "/principal_id"]
		name := known.value(thing, pointer)
	]
	count(found) > 0
} else := binding.name

# METADATA
# description: On what a role is held. Of a project that is not known, its id.
where(binding) := $`project "{name}"` if {
	known.value(binding, "/resource_type") == "project"
	name := object.get(project(binding), "name", "")
} else := $`project "{id}"` if {
	known.value(binding, "/resource_type") == "project"
	id := known.value(binding, "/resource_id")
} else := $"the {object.get(binding.values, "resource_type", "resource")}"

# METADATA
# description: The project that a role is held on, undefined where nothing tells which.
project(binding) := resource.linked(binding, "project")[0]

# METADATA
# description: The e-mail address of who has a role, in lower case. Undefined where it is not known.
email(binding) := lower(known.value(resource.linked(binding, "principal")[0], "/email"))

# METADATA
# description: |
#   The people who own the organization: by what Pinecone shows, if it showed all roles, or
#   else by the manifest, with those whom code makes owners. Undefined where neither tells.
owners(organization) := {owner |
	some binding in resource.linked(organization, "role_bindings")
	known.value(binding, "/principal_type") == "user"
	owns(known.value(binding, "/role"))
	_shown(binding)
	owner := known.value(binding, "/principal_id")
} if {
	_counted(organization)
} else := {lower(owner) |
	some owner in known.value(organization, "/owners")
	is_string(owner)
} | made_owners(organization) if {
	known.value(organization, "/owners")
}

# METADATA
# description: The e-mail addresses, in lower case, of the people whom code makes owners of the organization.
made_owners(organization) := {email(binding) |
	some binding in resource.linked(organization, "role_bindings")
	terraform.configured(binding)
	known.value(binding, "/principal_type") == "user"
	owns(known.value(binding, "/role"))
}

# METADATA
# description: |
#   The names of role bindings that may make somebody an owner whom owners does not have, as
#   a fact of them is not known.
may_own(organization) := {binding.name |
	some binding in resource.linked(organization, "role_bindings")
	_shown(binding)
	not known.differs(binding, "/principal_type", "user")
	_may(binding)
	some pointer in ["/principal_id", "/principal_type", "/role"]
	known.hidden(binding, pointer)
	not _counts(organization, binding)
} if {
	_counted(organization)
} else := {binding.name |
	some binding in resource.linked(organization, "role_bindings")
	terraform.configured(binding)
	not known.differs(binding, "/principal_type", "user")
	_may(binding)
	_unclear(binding)
	not _counts_already(organization, binding)
}

# METADATA
# description: |
#   The names of those that stand for nobody knows how many, as what their code makes is not known.
may_own_many(organization) := {binding.name |
	not _counted(organization)
	some binding in resource.linked(organization, "role_bindings")
	binding.name in may_own(organization)
	some observation in binding.observations
	contains(observation.address, `["?"]`)
}

_counts_already(organization, binding) if email(binding) in owners(organization)

_unclear(binding) if not email(binding)

_unclear(binding) if {
	some pointer in ["/principal_type", "/role"]
	known.hidden(binding, pointer)
}

_counts(organization, binding) if known.value(binding, "/principal_id") in owners(organization)

_may(binding) if known.hidden(binding, "/role")

_may(binding) if owns(known.value(binding, "/role"))

_counted(organization) if is_number(known.value(organization, "/usage/role_binding_count"))

_shown(binding) if {
	some observation in binding.observations
	startswith(observation.source, "pinecone ")
}

# METADATA
# description: The roles by which a principal can change something.
powers(principal) := {role |
	some binding in resource.linked(principal, "role_bindings")
	role := known.value(binding, "/role")
	writes(role)
}

# METADATA
# description: True for a role that can make others owners or members.
owns(role) if data.facts.roles[role].members

# METADATA
# description: True for a role that can change indexes as well as records.
edits(role) if {
	data.facts.roles[role].control_plane == "write"
	data.facts.roles[role].data_plane == "write"
}

# METADATA
# description: True for a role that can change anything.
writes(role) if "write" in {data.facts.roles[role].control_plane, data.facts.roles[role].data_plane}

# METADATA
# description: The names of the roles that a kind of principal can hold on a kind of resource.
roles(principal, on) := {name |
	some name, role in data.facts.roles
	principal in role.holders
	role.scope == on
}
