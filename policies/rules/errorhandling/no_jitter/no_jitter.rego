# METADATA
# title: Backoff without jitter
# description: |
#   Clients that failed at the same moment try again at the same moments, and fail together
#   again. A random part in each delay spreads them.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [pinecone_call, pinecone_workload]
#   needs: [/retries/backoff, /retries/jitter]
#   environments: all
#   precision: high
#   section: "Key retry principles: add jitter"
#   url: https://docs.pinecone.io/guides/production/error-handling#key-retry-principles
#   remediation:
#     code: "Add a random part to each delay, or take the option of the library that does."
#     manifest: "Declare `retries.jitter: true` once the workload has it."
#   since: 0.1.0
package policies.rules.errorhandling.no_jitter

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains call.id if {
	some call in code.retried
	not _steady(call) # no-backoff says what is missing there
}

applies contains workload.id if some workload in code.retrying

_steady(call) if known.value(call, "/retries/backoff") in {"none", "fixed"}

deny contains result.at(call, "/retries/jitter", message) if {
	some call in code.retried
	known.value(call, "/retries/backoff") in {"linear", "exponential"}
	known.value(call, "/retries/jitter") == false
	message := $`the retry of {code.title(call)} waits without jitter: add a random part to each delay`
}

deny contains result.at(workload, "/retries/jitter", message) if {
	some workload in code.retrying
	code.lacks(workload, "/retries/jitter", true)
	message := $`workload "{workload.name}" retries without jitter: add a random part to each delay`
}

deny contains doubt if some doubt in code.doubts
