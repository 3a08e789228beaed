# METADATA
# title: Retries that nobody sees
# description: |
#   Retries that are neither logged nor counted hide that a limit is near or that a region is in
#   trouble, until they no longer suffice.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [pinecone_call, pinecone_workload]
#   needs: [/retries/logged]
#   environments: all
#   precision: medium
#   section: "Key retry principles: log retry attempts"
#   url: https://docs.pinecone.io/guides/production/error-handling#key-retry-principles
#   remediation:
#     code: "Log each attempt with the error and the delay, or count it in a metric."
#     manifest: "Declare `retries.logged: true` once the workload does so."
#   since: 0.1.0
package policies.rules.errorhandling.not_logged

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains call.id if some call in code.retried

applies contains workload.id if some workload in code.retrying

deny contains result.at(call, "/retries/logged", message) if {
	some call in code.retried
	known.value(call, "/retries/logged") == false
	message := $`the retry of {code.title(call)} is neither logged nor counted: log each attempt`
}

deny contains result.at(workload, "/retries/logged", message) if {
	some workload in code.retrying
	code.lacks(workload, "/retries/logged", true)
	message := $`workload "{workload.name}" does not log its retries: log each attempt`
}

deny contains doubt if some doubt in code.doubts
