# METADATA
# title: Rate limits taken for final
# description: |
#   What tries again leaves out 429, by which Pinecone asks for a slower pace. The request would
#   be answered a moment later, and fails instead.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_call, pinecone_workload]
#   needs: []
#   environments: all
#   precision: medium
#   section: Handle rate limits (429)
#   url: https://docs.pinecone.io/guides/production/error-handling#handle-rate-limits-429
#   remediation:
#     code: "Repeat 429 as well, after a delay that grows."
#     manifest: "Add 429 to `retries.retry_on` once the workload repeats it."
#   since: 0.1.0
package policies.rules.errorhandling.rate_limit_ignored

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains call.id if some call in code.calls

applies contains workload.id if some workload in code.retrying

deny contains result.at(call, "/retries/rate_limits", message) if {
	some call in code.retried
	known.value(call, "/retries/rate_limits") == false
	message := $`the retry of {code.title(call)} leaves out 429: repeat it too, after a growing delay`
}

deny contains result.at(call, "", message) if {
	some call in code.calls
	known.value(call, "/retries/present") == false
	code.sdk(call).rate_limits == false
	message := $`{code.title(call)} is tried again by the SDK alone, which leaves out 429: repeat it in code`
}

deny contains result.undecided(call, "/retries/rate_limits", message) if {
	some call in code.calls
	_untold(call)
	message := $`nothing tells whether 429 is tried again for {code.title(call)}`
}

deny contains result.at(workload, "/retries/retry_on", message) if {
	some workload in code.retrying
	errors := known.value(workload, "/retries/retry_on")
	count({error | some error in errors; lower(error) in {"429", "4xx", "rate_limit"}}) == 0
	message := $`workload "{workload.name}" does not retry 429: repeat it, after a growing delay`
}

deny contains result.undecided(workload, "/retries/retry_on", message) if {
	some workload in code.retrying
	not known.value(workload, "/retries/retry_on")
	message := $`which errors workload "{workload.name}" retries is not known: declare them as retries.retry_on`
}

deny contains doubt if some doubt in code.doubts

_untold(call) if known.unknown(call, "/retries/rate_limits")

_untold(call) if {
	known.unknown(call, "/retries/present")
	not _repeats(call)
}

_untold(call) if {
	known.value(call, "/retries/present") == false
	not code.sdk(call)
}

_repeats(call) if code.sdk(call).rate_limits
