# METADATA
# title: Records upserted one by one
# description: |
#   Each upsert costs a round trip and counts against the rate limit, however little it holds.
#   One of a single record in a loop is many times slower than batches.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_call]
#   needs: [/in_loop, /single_record, /apart]
#   environments: all
#   precision: high
#   section: "Increase throughput: upsert in batches"
#   url: https://docs.pinecone.io/guides/index-data/upsert-data#upsert-in-batches
#   remediation:
#     code: "Collect records and upsert them in batches of up to 1,000 and 2 MB."
#   since: 0.1.0
package policies.rules.clients.upsert_one_by_one

import data.policies.lib.code
import data.policies.lib.known
import data.policies.lib.result

applies contains call.id if some call in code.upserts

deny contains result.at(call, "", message) if {
	some call in code.upserts
	known.value(call, "/in_loop") == true
	known.value(call, "/single_record") == true
	known.differs(call, "/apart", true)
	message := $`{code.title(call)} sends one record in each round of a loop: send batches of up to 1,000`
}
