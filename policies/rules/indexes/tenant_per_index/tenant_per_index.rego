# METADATA
# title: Index for each tenant
# description: |
#   Many indexes of the project are alike, and their names differ in one part, as if each were a
#   tenant's. Namespaces of one index keep tenants apart at less cost, and without the limit
#   that there is to indexes.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_project]
#   environments: production
#   precision: low
#   section: Design your indexes for scale, namespaces
#   url: https://docs.pinecone.io/guides/index-data/implement-multitenancy
#   remediation:
#     terraform: Declare one `pinecone_index`, and give each tenant a namespace of it.
#     api: Write each tenant's records into a namespace of its own.
#   since: 0.1.0
package policies.rules.indexes.tenant_per_index

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.tenants

applies contains project.id if {
	some project in input.resources.pinecone_project
	count(project.links.indexes) > 1
}

deny contains result.besides(result.at(project, "", message), places) if {
	some [project, pattern, members] in _crowds
	some shape in _shapes(members)
	not null in shape
	indexes := [id | some [id, other] in members; other == shape]
	count(indexes) >= _many
	places := [result.place({"id": index}, "/name", "one of them") | some index in array.slice(sort(indexes), 0, 3)]
	alike := $`"{count(indexes)}" indexes "{pattern}" that are alike`
	message := $`project "{project.name}" has {alike}: use one index with a namespace for each tenant`
}

deny contains result.undecided(project, "", message) if {
	some [project, _, members] in _crowds
	_open(members)
	some shape in _shapes(members)
	count([id | some [id, other] in members; _may_be(other, shape)]) >= _many
	message := $`whether the indexes of project "{project.name}" are alike is not known`
}

_many := 10

# The patterns of so many names of a project, each with the indexes and their shapes.
_crowds contains [project, pattern, members] if {
	some [project, pattern], named in _named
	members := named | object.get(_named, [[project, "*"]], set())
	count(members) >= _many
}

_named[[object.filter(project, ["id", "name", "environment"]), pattern]] contains [index.id, shape] if {
	some project in input.resources.pinecone_project
	count(project.links.indexes) >= _many
	some index in resource.linked(project, "indexes")
	some pattern in _patterns(index)
	shape := [_attribute(index, name) | some name in ["deployment", "region", "dimension", "metric"]]
}

# What has no name that could be told may be of any pattern, and is certainly alike to nothing.
_patterns(index) := tenants.patterns(known.value(index, "/name"))

_patterns(index) := {"*"} if _untold(index, "name")

_attribute(index, name) := null if {
	some attribute in [name, "name"]
	_untold(index, attribute)
} else := object.get(index.values, name, "")

_untold(index, attribute) if {
	not index.values[attribute]
	known.hidden(index, $"/{attribute}")
}

_open(members) if {
	some [_, shape] in members
	null in shape
}

_shapes(members) := {shape | some [_, shape] in members}

_may_be(one, other) if {
	every i in numbers.range(0, count(one) - 1) { _agree(one[i], other[i]) }
}

_agree(one, other) if one == other

_agree(null, _)

_agree(_, null)
