# METADATA
# title: Call without a retry
# description: |
#   Neither the code around a call, nor a library, nor the SDK tries again when Pinecone answers
#   429 or 5xx or the connection breaks. Such errors pass by themselves, and each becomes one of
#   the application's.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_call, pinecone_workload]
#   needs: []
#   environments: all
#   precision: medium
#   section: Implement retry logic
#   url: https://docs.pinecone.io/guides/production/error-handling#implement-retry-logic
#   remediation:
#     code: "Use an SDK that tries again by itself, or put a retry with exponential backoff around the call."
#     manifest: "Declare `retries.max_attempts` of the workload once it has one: at least 2."
#   since: 0.1.0
package policies.rules.errorhandling.no_retry

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains call.id if some call in code.calls

applies contains workload.id if some workload in code.workloads

deny contains result.at(call, "", message) if {
	some call in code.calls
	known.value(call, "/retries/present") == false
	code.sdk(call).repeats == false
	message := $`{code.title(call)} is not tried again when it fails: retry 429 and 5xx with exponential backoff`
}

deny contains result.undecided(call, "/sdk_version", message) if {
	some call in code.calls
	known.value(call, "/retries/present") == false
	not code.sdk(call)
	message := $`nothing tells whether {_library(call)} tries {code.title(call)} again: {_settle(call)}`
}

deny contains result.undecided(call, "/retries/present", message) if {
	some call in code.calls
	known.unknown(call, "/retries/present")
	not _repeats(call)
	message := $`nothing tells whether {code.title(call)} is tried again: {code.untold(call)}`
}

deny contains result.at(workload, "/retries/max_attempts", message) if {
	some workload in code.workloads
	most := known.value(workload, "/retries/max_attempts")
	most < 2
	message := $`workload "{workload.name}" makes {most} attempts, which is no retry: make at least 2`
}

deny contains doubt if some doubt in code.doubts

_repeats(call) if code.sdk(call).repeats

_library(call) := $`{call.values.wrapper} or the SDK` if known.value(call, "/wrapper")

else := "the SDK"

_settle(call) := "retry in code" if {
	known.value(call, "/sdk_pinned") == true
	known.value(call, "/sdk_version")
} else := $`pin its version, or retry in code, as {call.unknown["/sdk_version"].reason}` if {
	known.value(call, "/sdk")
	known.unknown(call, "/sdk_version")
} else := "pin its version, or retry in code"
