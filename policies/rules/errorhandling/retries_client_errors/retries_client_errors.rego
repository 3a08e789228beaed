# METADATA
# title: Refused requests tried again
# description: |
#   A request that Pinecone refuses with 4xx is refused again each time, but for 429. Trying it
#   again delays the error, hides its cause and uses up the rate limit.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_call, pinecone_workload]
#   needs: []
#   environments: all
#   precision: medium
#   section: "Key retry principles: don't retry client errors"
#   url: https://docs.pinecone.io/guides/production/error-handling#key-retry-principles
#   remediation:
#     code: "Repeat 429, 5xx and broken connections only, and raise every other error at once."
#     manifest: "Declare in `retries.retry_on` only 429, 5xx and timeouts, once the workload does so."
#   since: 0.1.0
package policies.rules.errorhandling.retries_client_errors

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains call.id if some call in code.retried

applies contains workload.id if some workload in code.retrying

deny contains result.at(call, "/retries/client_errors", message) if {
	some call in code.retried
	known.value(call, "/retries/client_errors") == true
	message := $`the retry of {code.title(call)} repeats 4xx too: repeat only 429, 5xx and broken connections`
}

deny contains result.undecided(call, "/retries/client_errors", message) if {
	some call in code.retried
	known.unknown(call, "/retries/client_errors")
	message := $`nothing tells which errors the retry of {code.title(call)} repeats`
}

deny contains result.at(workload, "/retries/retry_on", message) if {
	some workload in code.retrying
	some error in known.value(workload, "/retries/retry_on")
	regex.match(`^4(\d\d|xx)$`, lower(error))
	not error in {"429", "408"}
	message := $`workload "{workload.name}" retries "{error}", which stays refused: repeat only 429 and 5xx`
}

deny contains result.undecided(workload, "/retries/retry_on", message) if {
	some workload in code.retrying
	not known.value(workload, "/retries/retry_on")
	message := $`which errors workload "{workload.name}" retries is not known: declare them as retries.retry_on`
}

deny contains doubt if some doubt in code.doubts
