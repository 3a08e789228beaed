# METADATA
# title: Retries without an end
# description: |
#   A retry without a greatest number of attempts never gives up, and one without a greatest
#   delay waits longer than anybody does. Both hide an outage, hold on to resources and add to the
#   load.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_call, pinecone_workload]
#   needs: []
#   environments: all
#   precision: high
#   section: "Key retry principles: set max retries, cap delay time"
#   url: https://docs.pinecone.io/guides/production/error-handling#key-retry-principles
#   remediation:
#     code: "Bound the number of attempts, and the delay between them."
#     manifest: "Declare `retries.max_attempts` and `retries.max_delay` once the workload has them."
#   since: 0.1.0
package policies.rules.errorhandling.unbounded

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains call.id if some call in code.retried

applies contains workload.id if some workload in code.retrying

deny contains result.at(call, pointer, message) if {
	some call in code.retried
	some pointer, missing in _bounds
	known.value(call, pointer) == false
	message := $`the retry of {code.title(call)} has no greatest {missing}: set one`
}

deny contains result.undecided(call, pointer, message) if {
	some call in code.retried
	some pointer, missing in _bounds
	known.unknown(call, pointer)
	message := $`nothing tells whether the retry of {code.title(call)} has a greatest {missing}`
}

deny contains result.at(workload, pointer, message) if {
	some workload in code.retrying
	some pointer, missing in {"/retries/max_attempts": "number of attempts", "/retries/max_delay": "delay"}
	known.declared(workload) # where what has no bound has none
	not known.perhaps(workload, pointer)
	message := $`workload "{workload.name}" retries with no greatest {missing}: set one`
}

deny contains result.undecided(workload, "/retries/max_delay", message) if {
	some workload in code.retrying
	known.hidden(workload, "/retries/max_delay")
	message := $`how long workload "{workload.name}" retries is not known`
}

deny contains doubt if some doubt in code.doubts

_bounds := {"/retries/bounded": "number of attempts", "/retries/capped": "delay"}
