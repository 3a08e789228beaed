# METADATA
# title: Retries without backoff
# description: |
#   A retry that waits as long each time, or not at all, keeps asking a service that is already
#   overloaded, at the rate that overloaded it. Production workloads need exponential backoff.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_call, pinecone_workload]
#   needs: [/retries/backoff]
#   environments: all
#   precision: high
#   section: Exponential backoff
#   url: https://docs.pinecone.io/guides/production/error-handling#exponential-backoff
#   remediation:
#     code: "Let the delay grow with each attempt: `base * 2 ** attempt`, with a cap and jitter."
#     manifest: "Declare `retries.backoff: exponential` once the workload has it."
#   since: 0.1.0
package policies.rules.errorhandling.no_backoff

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains call.id if some call in code.retried

applies contains workload.id if some workload in code.retrying

deny contains result.at(call, "/retries/backoff", message) if {
	some call in code.retried
	found := known.value(call, "/retries/backoff")
	found in {"none", "fixed"}
	message := $`the retry of {code.title(call)} has {_names[found]}: let it grow exponentially`
}

deny contains result.at(workload, "/retries/backoff", message) if {
	some workload in code.retrying
	code.lacks(workload, "/retries/backoff", "exponential")
	found := known.value(workload, "/retries/backoff")
	message := $`workload "{workload.name}" has backoff "{found}": let the delay of its retries grow exponentially`
}

deny contains doubt if some doubt in code.doubts

_names := {"none": "no delay", "fixed": "a fixed delay"}
