# METADATA
# title: Index that does not answer
# description: |
#   The index is not ready, or disabled, as one without replicas is, and requests to it fail.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
#   environments: production
#   precision: high
#   section: Design your indexes for scale
#   url: https://docs.pinecone.io/guides/index-data/dedicated-read-nodes
#   remediation:
#     terraform: Set `read_capacity.dedicated.replicas` to 1 or more.
#     console: Open the index and see its status, and set replicas to 1 or more where it has none.
#     api: "PATCH /indexes/{name} with replicas of 1 or more; ask Pinecone's support about a state that stays."
#   since: 0.1.0
package policies.rules.indexes.not_ready

import data.policies.lib.known
import data.policies.lib.live
import data.policies.lib.result

applies contains index.id if {
	some index in input.resources.pinecone_index
	live.read_at(index)
}

applies contains index.id if {
	some index in input.resources.pinecone_index
	some pointer in ["/read_capacity/replicas", "/pod/replicas"]
	known.value(index, pointer) >= 0
}

deny contains result.at(index, pointer, message) if {
	some index in input.resources.pinecone_index
	[pointer, clause] := _fault(index)
	message := $`index "{index.name}" {clause}: it should be ready and have a replica`
}

deny contains result.undecided(index, "/status", message) if {
	some index in input.resources.pinecone_index
	live.read_at(index)
	known.unknown(index, "/status/ready")
	message := $`whether index "{index.name}" is ready was not told`
}

_fault(index) := ["/read_capacity/replicas", `has "0" replicas`] if {
	known.value(index, "/read_capacity/replicas") == 0
} else := ["/pod/replicas", `has "0" replicas`] if {
	known.value(index, "/pod/replicas") == 0
} else := ["/status/state", $`is "{index.values.status.state}"`] if {
	known.value(index, "/status/state") in data.facts.states.index.down
} else := ["/read_capacity/status/state", "has read capacity in an error"] if {
	known.value(index, "/read_capacity/status/state") in data.facts.states.read_capacity.down
} else := ["/status/ready", $`is not ready ("{object.get(index.values, ["status", "state"], "")}")`] if {
	known.value(index, "/status/ready") == false
}
