# METADATA
# title: VPC endpoint that is not available
# description: |
#   AWS reports the endpoint as waiting, rejected, failed or going away. No request passes
#   through it, and a project that is closed to the internet cannot be reached by it at all.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_vpc_endpoint]
#   needs: [/state]
#   applies_needs: [/state]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.8.21]
#   section: "Configure Private Endpoints: Create an Amazon VPC endpoint"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     console: Read the status in the VPC console; if the endpoint waits, check the service name.
#   since: 0.1.0
package policies.rules.privatelink.endpoint_state

import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.result

# Configuration has no state; only a plan, a state file or AWS itself does.
applies contains found.id if {
	some found in endpoint.private
	known.value(found, "/state")
}

deny contains result.at(found, "/state", message) if {
	some found in endpoint.private
	state := known.value(found, "/state")
	lower(state) != "available"
	message := $`VPC endpoint "{found.name}" is in state "{state}": it must be "available"`
}
