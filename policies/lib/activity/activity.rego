# METADATA
# description: |
#   What the audit log says happened: the events that are judged one by one, and who acted.
package policies.lib.activity

import data.policies.lib.known

# METADATA
# description: The events of an action on some types of resources.
events(actions, types) := [event |
	some event in object.get(input.resources, "pinecone_audit_event", [])
	known.value(event, "/action") in actions
	known.value(event, "/resource_type") in types
]

# METADATA
# description: Who acted, by name or else by id, with the kind of principal before it.
who(acted) := $`{_kind(acted)} "{_first(acted, ["/principal_name", "/principal_id"])}"`

# METADATA
# description: What an event is about, by name or else by id, with its type before it.
what(event) := $`{_type(event)} "{_first(event, ["/resource_name", "/resource_id"])}"`

_kind(acted) := replace(value, "_", " ") if value := known.value(acted, "/principal_type")

_kind(acted) := "principal" if not known.value(acted, "/principal_type")

_type(event) := trim_suffix(replace(known.value(event, "/resource_type"), "-", " "), "s")

_first(thing, pointers) := concat("", array.slice(found, 0, 1)) if {
	found := [value | some pointer in pointers; value := known.value(thing, pointer)]
}
