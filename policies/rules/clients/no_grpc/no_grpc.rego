# METADATA
# title: Bulk upserts one after another
# description: |
#   A loop of upserts that each wait for the one before uses a fraction of the throughput that
#   the index has. gRPC or parallel calls load data several times faster.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: info
#   kind: reliability
#   resources: [pinecone_call]
#   needs: [/in_loop, /parallel, /transport]
#   environments: all
#   precision: medium
#   section: Increase throughput
#   url: https://docs.pinecone.io/guides/optimize/increase-throughput
#   remediation:
#     code: "Install `pinecone[grpc]` and use its client, or send batches in parallel (`async_req`, threads, asyncio)."
#   since: 0.1.0
package policies.rules.clients.no_grpc

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains call.id if {
	some call in code.bulk
	known.value(call, "/language") == "python"
	not known.value(call, "/wrapper") # it has its own way to the index
}

deny contains result.at(call, "", message) if {
	some call in code.bulk
	call.id in applies
	known.value(call, "/in_loop") == true
	known.value(call, "/parallel") == false
	known.value(call, "/transport") == "rest"
	message := $`{code.title(call)} sends batches one after another by REST: {_faster(call)}`
}

# Records that Pinecone embeds go by REST alone.
_faster(call) := "send them in parallel" if {
	known.value(call, "/method") == "upsert_records"
} else := "use gRPC or send them in parallel"
