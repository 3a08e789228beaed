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
#     console: Set replicas to 1 or more, and ask Pinecone's support about another state that stays.
#   since: 0.1.0
package policies.rules.indexes.not_ready

import data.policies.lib.known
import data.policies.lib.live
import data.policies.lib.result

applies contains index.id if some index in live.indexes

applies contains index.id if some [index, _] in _scaled

deny contains result.at(index, pointer, message) if {
	some [index, pointer] in _scaled
	known.value(index, pointer) == 0
	message := $`index "{index.name}" has "0" replicas, which disables it: give it one`
}

deny contains result.at(index, pointer, message) if {
	some index in live.indexes
	[pointer, clause] := _fault(index)
	message := $`index "{index.name}" {clause}: it should be "Ready"`
}

deny contains result.undecided(index, "/status", message) if {
	some index in live.indexes
	known.unknown(index, "/status/ready")
	message := $`whether index "{index.name}" is ready was not told`
}

deny contains result.undecided(index, pointer, message) if {
	some index in input.resources.pinecone_index
	some pointer in known.written(index, {"/pod", "/pod/replicas", "/read_capacity", "/read_capacity/replicas"})
	message := $`how many replicas index "{index.name}" has is not known`
}

_scaled contains [index, $"/{part}/replicas"] if {
	some index in input.resources.pinecone_index
	some part in ["read_capacity", "pod"]
	index.values[part].replicas >= 0
}

_fault(index) := ["/status/state", $`is "{state}"`] if {
	state := known.value(index, "/status/state")
	state in data.facts.states.index.down
} else := ["/read_capacity/status/state", "has read capacity in an error"] if {
	known.value(index, "/read_capacity/status/state") in data.facts.states.read_capacity.down
} else := ["/status/ready", $`is not ready, but "{known.value_or(index, "/status/state", "nothing")}"`] if {
	known.value(index, "/status/ready") == false
}
