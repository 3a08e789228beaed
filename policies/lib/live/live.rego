# METADATA
# description: When services showed things, and how old it was then what they showed.
package policies.lib.live

import data.policies.lib.known

# METADATA
# description: |
#   When a service showed the resource last, in nanoseconds. Undefined where none did.
read_at(thing) := max([time.parse_rfc3339_ns(observation.call.time) |
	some observation in object.get(thing, "observations", [])
	observation.call.time
])

# METADATA
# description: |
#   How many nanoseconds before it was read something in a resource happened, by its
#   pointer. Undefined where it is unset or unknown.
age(thing, pointer) := read_at(thing) - time.parse_rfc3339_ns(known.value(thing, pointer))

# METADATA
# description: |
#   The indexes that a service showed. Made once, as most runs show none of thousands.
indexes := [index |
	some index in object.get(input.resources, "pinecone_index", [])
	seen(index)
]

# METADATA
# description: True where a service showed the resource.
seen(thing) if {
	some observation in thing.observations
	observation.call
}

# METADATA
# description: The value of an attribute as a service showed it. Undefined where none did.
shown(thing, attribute) := [value |
	some observation in object.get(thing, "observations", [])
	observation.call
	value := object.get(observation, "values", thing.values)[attribute]
][0]

# METADATA
# description: The values of an attribute as files have it.
written(thing, attribute) := {value |
	some observation in object.get(thing, "observations", [])
	not observation.call
	value := object.get(observation, "values", thing.values)[attribute]
}
