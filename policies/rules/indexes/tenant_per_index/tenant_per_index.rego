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
	some [id, pattern, _], indexes in _alike
	count(indexes) >= _many
	some project in input.resources.pinecone_project
	project.id == id
	places := [result.place({"id": index}, "/name", "one of them") | some index in array.slice(sort(indexes), 0, 3)]
	alike := $`"{count(indexes)}" indexes "{pattern}" that are alike`
	message := $`project "{project.name}" has {alike}: use one index with a namespace for each tenant`
}

_many := 10

_alike[[project.id, pattern, shape]] contains index.id if {
	some project in input.resources.pinecone_project
	count(project.links.indexes) >= _many
	some index in resource.linked(project, "indexes")
	some pattern in tenants.patterns(known.value(index, "/name"))
	shape := [object.get(index.values, name, "") | some name in ["deployment", "region", "dimension", "metric"]]
}
