# METADATA
# title: Organization with a payment problem
# description: |
#   Pinecone shows that a payment is open, late or was refused. It answers writes with 402
#   then, and may suspend the organization with all of its indexes.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_organization]
#   needs: [/payment_status]
#   environments: production
#   precision: very-high
#   section: "Error handling: Client errors (4xx)"
#   url: https://docs.pinecone.io/guides/production/error-handling
#   remediation:
#     console: Go to Settings, Billing, and correct the payment method or pay what is open.
#   since: 0.1.0
package policies.rules.projects.payment_status

import data.policies.lib.known
import data.policies.lib.result

# Nothing but Pinecone tells it, so where nobody asked there is nothing to judge.
applies contains organization.id if {
	some organization in input.resources.pinecone_organization
	known.value(organization, "/payment_status")
}

applies contains organization.id if {
	some organization in input.resources.pinecone_organization
	known.withheld(organization, "/payment_status")
}

deny contains result.at(organization, "/payment_status", message) if {
	some organization in input.resources.pinecone_organization
	status := known.value(organization, "/payment_status")
	status != "Active"
	message := $`the payment status of "{organization.name}" is "{status}", so writes may be refused: bring it to "Active"`
}
