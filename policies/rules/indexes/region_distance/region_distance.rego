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

applies contains index.id if {
	some [index, _, _] in _linked
	_may_have_region(index)
}

deny contains result.besides(result.at(index, "/region", message), places) if {
	some [index, workloads, []] in _used
	every workload in workloads { _far(index, workload) }
	regions := {known.value(workload, "/region") | some workload in workloads}
	clause := $`index "{index.name}" is in "{known.value(index, "/region")}"`
	message := $`{clause}, and what uses its project in {text.quoted(regions)}: bring them into one region`
	places := [result.place(workload, "/region", "runs here") | some workload in workloads]
}

deny contains result.undecided(index, "/region", message) if {
	some [index, workloads, unplaced] in _used
	every workload in workloads { _far(index, workload) }
	some workload in unplaced
	message := $`the region of workload "{workload.name}", which uses the project of index "{index.name}", is not known`
}

deny contains result.undecided(index, "/deployment", message) if {
	some [index, workloads, _] in _linked
	not index.values.deployment
	known.unknown(index, "/deployment")
	every workload in workloads { not _near(index, workload) }
	message := $`what index "{index.name}" runs on, and so whether it has a region, is not known`
}

deny contains result.undecided(index, "/region", message) if {
	some [index, _, _] in _used
	not known.value(index, "/region")
	message := $`the region of index "{index.name}" is not known`
}

# A project sees what uses it; an index does not.
_linked contains [index, placed, unplaced] if {
	some project in input.resources.pinecone_project
	workloads := resource.linked(project, "workloads")
	placed := [workload | some workload in workloads; known.value(workload, "/region")]
	unplaced := [workload | some workload in workloads; known.unknown(workload, "/region")]
	count(placed) + count(unplaced) > 0
	some index in resource.linked(project, "indexes")
}

_may_have_region(index) if known.value(index, "/deployment") == "serverless"

_may_have_region(index) if {
	not index.values.deployment
	known.unknown(index, "/deployment")
}

_used contains [index, placed, unplaced] if {
	some [index, placed, unplaced] in _linked
	known.value(index, "/deployment") == "serverless"
}

_near(index, workload) if {
	known.value(index, "/region") == known.value(workload, "/region")
	not _far(index, workload)
}

_far(index, workload) if known.value(index, "/region") != known.value(workload, "/region")

_far(index, workload) if known.value(index, "/cloud") != known.value(workload, "/cloud")
