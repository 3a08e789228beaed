# METADATA
# description: |
#   The values by which an identity provider gives roles: pinecone:<role>, and
#   pinecone:project:<project id>:<role>.
package policies.lib.idp

# METADATA
# description: |
#   All values that a resource gives, each with its pointer. What only says how values begin,
#   as the filter of a group does, is none.
values(thing) := {[pointer, value] |
	walk(_given(thing), [path, text])
	is_string(text)
	pointer := concat("", [$"/{step}" | some step in path])
	some value in regex.find_n(`pinecone:[A-Za-z0-9:_-]*`, text, -1)
	not endswith(value, ":")
}

# METADATA
# description: The organization role that a value gives, undefined where it gives none.
organization_role(value) := role if {
	[_, role] = split(value, ":")
	data.facts.roles[role].scope == "organization"
}

# METADATA
# description: The project's id and the role that a value gives, undefined where it gives none.
project_role(value) := [project, role] if {
	[_, "project", project, role] = split(value, ":")
	data.facts.roles[role].scope == "project"
}

# What of a resource gives values: its description may speak of one, and gives none.
_given(thing) := object.union_n([
	object.filter(thing.values, ["name", "enum", "array_enum", "one_of", "array_one_of", "mappings"]),
	{"attribute_statements": {index: _sent(statement) |
		some index, statement in thing.values.attribute_statements
		is_object(statement)
	}},
	{"sso": {"role_mapping": {index: {"value": one.value} |
		some index, one in thing.values.sso.role_mapping
		is_object(one)
	}}},
])

_sent(statement) := statement if {
	object.get(statement, "filter_type", "EQUALS") == "EQUALS"
} else := object.remove(statement, ["filter_value"])
