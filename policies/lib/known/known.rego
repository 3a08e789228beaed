# METADATA
# description: |
#   Words for facts that may be missing. A value is set, unset or unknown: unset only
#   where a source that holds all attributes has seen the resource and did not have this
#   one, unknown where nobody could tell. A rule that denies on `not x.values.y == v`
#   denies on unknown as well; with these words it cannot.
package policies.lib.known

# METADATA
# description: The value at a pointer, undefined where it is unset or unknown.
value(resource, pointer) := found if {
	found := object.get(resource.values, _path(pointer), null)
	found != null
}

# METADATA
# description: True where it is certain that nothing is set at the pointer.
unset(resource, pointer) if {
	resource.complete
	object.get(resource.values, _path(pointer), null) == null
	not _hides(resource, pointer)
}

# METADATA
# description: True where the value at the pointer, or a part of it, could not be told.
# scope: document
unknown(resource, pointer) if _hides(resource, pointer)

unknown(resource, pointer) if {
	not resource.complete
	object.get(resource.values, _path(pointer), null) == null
}

# METADATA
# description: |
#   Why Pinecone, which was asked, did not tell the value at a pointer: a clause. Undefined
#   where it told, and where nobody asked.
withheld(resource, pointer) := why if {
	asked(resource)
	not value(resource, pointer)
	why := _reason(resource, pointer)
}

# METADATA
# description: True where Pinecone itself was asked for the resource.
asked(resource) if {
	some observation in resource.observations
	startswith(observation.source, "pinecone ")
}

_reason(resource, pointer) := $`the permission "{permission}" is missing` if {
	permission := resource.unread[pointer]
} else := resource.unknown[pointer].reason

# METADATA
# description: |
#   True where a source has something at the pointer, or in it, and could not tell what. Unlike
#   unknown, it is false where nobody has said anything.
hidden(resource, pointer) if {
	_hides(resource, pointer) # which is cheap, and of most pointers false
	_said(resource, pointer)
}

# What only a manifest can tell, and none does, nobody has said anything of.
_said(resource, pointer) if {
	some at, why in object.get(resource, "unknown", {})
	why.reason != "no API of Pinecone shows it, and the manifest does not declare it"
	_overlap($"{at}/", $"{pointer}/")
}

_said(resource, pointer) if {
	some at, _ in object.get(resource, "unread", {})
	_overlap($"{at}/", $"{pointer}/")
}

_overlap(at, pointer) if startswith(at, pointer)

_overlap(at, pointer) if startswith(pointer, at)

# METADATA
# description: True where something is at the pointer, or may be, as it is hidden.
# scope: document
perhaps(resource, pointer) if value(resource, pointer)

perhaps(resource, pointer) if hidden(resource, pointer)

# METADATA
# description: The pointers at which something is, and could not be told.
untold(resource) := object.keys(object.get(resource, "unknown", {})) | object.keys(object.get(resource, "unread", {}))

# METADATA
# description: |
#   Those of some pointers at which code has something, and nobody could tell what. Unlike what
#   is hidden, none is among them that a plan leaves open because nobody sets it.
written(resource, pointers) := {pointer |
	some pointer in (object.keys(resource.unknown) & pointers)
	resource.unknown[pointer].expression
}

# METADATA
# description: |
#   True where the manifest has the resource, so that what only a manifest can say and does
#   not is known to be said nowhere.
declared(resource) if {
	some observation in object.get(resource, "observations", [])
	startswith(observation.source, "manifest ")
}

# METADATA
# description: |
#   True where nobody can tell which of the manifest's projects this one is, since its name, or
#   that of one there, is not known, or several have it: what the manifest says of it is then not
#   known either.
# scope: document
anonymous(project) if {
	count(_in_manifest) > 0
	not declared(project)
	unknown(project, "/name")
}

anonymous(project) if {
	_nameless
	not declared(project)
}

anonymous(project) if {
	not declared(project)
	some namesake in _in_manifest
	value(namesake, "/name") == value(project, "/name")
}

_in_manifest := [project | some project in input.resources.pinecone_project; declared(project)]

_nameless if {
	some project in _in_manifest
	hidden(project, "/name")
}

# METADATA
# description: The value where it is set, the fallback where it is certainly unset.
# scope: document
value_or(resource, pointer, _) := value(resource, pointer)

value_or(resource, pointer, fallback) := fallback if unset(resource, pointer)

# METADATA
# description: True where the value is known and is not the one that it should be.
differs(resource, pointer, wanted) if {
	found := object.get(resource.values, _path(pointer), null)
	found != wanted
	_certain(resource, pointer, found)
}

_certain(_, _, found) if found != null

_certain(resource, pointer, null) if {
	resource.complete
	not _hides(resource, pointer)
}

_path(pointer) := [_unescape(token) | some token in array.slice(split(pointer, "/"), 1, count(split(pointer, "/")))]

_unescape(token) := replace(replace(token, "~1", "/"), "~0", "~")

_hides(resource, pointer) if strings.any_prefix_match(_hidden(resource), $"{pointer}/")

_hides(resource, pointer) if strings.any_prefix_match($"{pointer}/", _hidden(resource))

# With a slash behind each, a pointer is a prefix of what lies below it and of nothing else.
_hidden(resource) := {$"{pointer}/" |
	some reason in ["unknown", "unread"]
	some pointer, _ in object.get(resource, reason, {})
}

# METADATA
# description: |
#   How many elements a list has, also those that are unknown. Undefined where the list
#   itself is unset or unknown.
size(resource, pointer) := max(array.concat([count(value(resource, pointer))], at_least)) if {
	at_least := [size |
		some missing, _ in object.get(resource, "unknown", {})
		startswith(missing, $"{pointer}/")
		size := to_number(split(trim_prefix(missing, pointer), "/")[1]) + 1
	]
}

# METADATA
# description: The size of a list where it is set, the fallback where it is certainly unset.
# scope: document
size_or(resource, pointer, _) := size(resource, pointer)

size_or(resource, pointer, fallback) := fallback if unset(resource, pointer)

# METADATA
# description: |
#   The keys of an object, also those whose values are unknown; none where it is unset.
#   Undefined where the object itself is unknown.
keys(resource, pointer) := object.keys(object.get(resource.values, _path(pointer), {})) | at_least if {
	elsewhere := object.get(resource, "unknown", {})
	not elsewhere[pointer]
	at_least := {_unescape(split(trim_prefix(missing, pointer), "/")[1]) |
		some missing, _ in elsewhere
		startswith(missing, $"{pointer}/")
	}
	_held(resource, pointer, at_least)
}

_held(resource, _, _) if resource.complete

_held(resource, pointer, _) if value(resource, pointer)

_held(_, _, at_least) if count(at_least) > 0
