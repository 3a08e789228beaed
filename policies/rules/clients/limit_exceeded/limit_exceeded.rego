# METADATA
# title: Call over a documented limit
# description: |
#   Pinecone refuses a call that asks for more results, or sends more records or ids, than its
#   documented limit. Calls whose amounts the code says are judged, also where who calls a function
#   gives its parameter one. Where another caller may ask for more, a pass is not known.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_call]
#   needs: ["/top_k?", "/batch?", "/ids?"]
#   environments: all
#   precision: high
#   section: Size limits
#   url: https://docs.pinecone.io/reference/api/database-limits
#   remediation:
#     code: "Stay at or under the limit: ask for fewer results, or split the list."
#   since: 0.1.0
package policies.rules.clients.limit_exceeded

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

# An amount that stands nowhere in the code is not judged.
applies contains call.id if {
	some call in code.counted
	some name in _amounts
	known.value(call, $"/{name}")
}

deny contains result.at(call, $"/{name}", message) if {
	some call in code.counted
	some name in _amounts
	amount := known.value(call, $"/{name}")
	limit := data.facts.operations.limits[_limit(call, name)]
	amount > limit
	message := $`{code.title(call)} has {amount} {_units[name]}, and the limit is {limit}: stay at or under it`
}

_amounts := ["top_k", "batch", "ids"]

_units := {"top_k": "results", "batch": "records", "ids": "ids"}

_limit(call, "batch") := "text_batch" if {
	trim_suffix(lower(replace(known.value(call, "/method"), "_", "")), "async") == "upsertrecords"
} else := "batch"

_limit(_, name) := name if name in {"top_k", "ids"}
