# METADATA
# description: What becomes of a secret in the argument of a resource that it flows into.
package policies.lib.sink

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.text

# METADATA
# description: True where everybody reads it who may read the resource.
shows(place) if {
	some group in _plain(place)
	not _keeps(place, group)
	not _may_keep(place, group)
}

# METADATA
# description: True where another argument decides, and is not known.
depends(place) if {
	some group in _plain(place)
	not _keeps(place, group)
	_may_keep(place, group)
}

# METADATA
# description: True where the facts say what becomes of it.
# scope: document
known_kind(place) if _plain(place) != []

known_kind(place) if {
	some group in data.facts.sinks
	_type(place) in array.concat(object.get(group, "stores", []), object.get(group, "passes", []))
}

known_kind(place) if {
	some group in data.facts.sinks
	place.values.argument in group.safe[_type(place)]
}

# METADATA
# description: The clause that says which secret flows where.
# scope: document
flow(place) := $`the value of {credentials} flows into "{place.values.argument}" of "{place.values.resource}"` if {
	not known.value(place, "/variable")
	credentials := text.quoted({credential.name | some credential in resource.linked(place, "credentials")})
}

flow(place) := $`the value of "{variable}" comes by "{place.values.argument}" of "{place.values.resource}"` if {
	variable := known.value(place, "/variable")
}

# METADATA
# description: What to do about it. Where another argument keeps a value secret, that is the least.
# scope: document
default remedy(_) := "keep it in a secret store, and read it from there"

remedy(place) := $`set {argument} to "{value}", or keep it in a secret store` if {
	place.values.argument == "value"
	[argument, value] := [[argument, value] |
		some group in _plain(place)
		some argument, values in group.kept[_type(place)]
		some value in values
	][0]
}

_plain(place) := [group |
	some group in data.facts.sinks
	place.values.argument in group.plain[_type(place)]
]

_type(place) := known.value(place, "/resource_type")

_keeps(place, group) if {
	some argument, values in group.kept[_type(place)]
	known.value(place, $"/{argument}") in values
}

_may_keep(place, group) if {
	some argument, _ in group.kept[_type(place)]
	known.unknown(place, $"/{argument}")
}
