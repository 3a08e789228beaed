# METADATA
# title: Index far from what uses it
# description: |
#   Nothing that uses the index's project runs in the index's region. Every query crosses the
#   distance between two regions or clouds, and pays for it in time and money.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_index, pinecone_project]
#   environments: production
#   precision: medium
#   section: Optimize performance, decrease latency
#   url: https://docs.pinecone.io/guides/optimize/decrease-latency
#   remediation:
#     terraform: Create the index in the region of the application, load it, and switch over.
#     manifest: Where an application runs in the index's region too, declare it in `workloads` with its `region`.
#   since: 0.1.0
package policies.rules.indexes.region_distance

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains index.id if some [index, _] in _used

deny contains result.besides(result.at(index, "/region", message), places) if {
	some [index, workloads] in _used
	every workload in workloads { _far(index, workload) }
	regions := {known.value(workload, "/region") | some workload in workloads}
	clause := $`index "{index.name}" is in "{known.value(index, "/region")}"`
	message := $`{clause}, and what uses its project in {text.quoted(regions)}: bring them into one region`
	places := [result.place(workload, "/region", "runs here") | some workload in workloads]
}

deny contains result.undecided(index, "/region", message) if {
	some [index, _] in _used
	not known.value(index, "/region")
	message := $`the region of index "{index.name}" is not known`
}

# A project sees what uses it; an index does not.
_used contains [index, workloads] if {
	some project in input.resources.pinecone_project
	workloads := [workload | some workload in resource.linked(project, "workloads"); known.value(workload, "/region")]
	count(workloads) > 0
	some index in resource.linked(project, "indexes")
	known.value(index, "/deployment") == "serverless"
}

_far(index, workload) if known.value(index, "/region") != known.value(workload, "/region")

_far(index, workload) if known.value(index, "/cloud") != known.value(workload, "/cloud")
