# METADATA
# title: Nobody hears of incidents at Pinecone
# description: |
#   Nothing declares that somebody is subscribed to Pinecone's status page. Who is not looks for
#   the fault at home first.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: info
#   kind: reliability
#   resources: [pinecone_organization]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.4]
#     iso27001: [A.5.24]
#     nist-800-53: [IR-4]
#   section: Implement error handling
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     console: Subscribe the address of the on-call rota, or its channel, at https://status.pinecone.io.
#     manifest: Then set `organization.support.status_page_subscribed` to true.
#   since: 0.1.0
package policies.rules.delivery.no_status_subscription

import data.policies.lib.known
import data.policies.lib.organization
import data.policies.lib.result

applies contains acme.id if some acme in organization.of_production

deny contains result.at(acme, "/support/status_page_subscribed", message) if {
	some acme in _silent
	known.declared(acme)
	message := $`nobody of "{acme.name}" is declared to be subscribed to status.pinecone.io: subscribe, and say so`
}

deny contains result.undecided(acme, "/support/status_page_subscribed", message) if {
	some acme in _silent
	not known.declared(acme)
	message := $`no manifest says whether somebody of "{acme.name}" is subscribed to status.pinecone.io`
}

deny contains result.undecided(acme, "/support/status_page_subscribed", message) if {
	some acme in organization.of_production
	known.hidden(acme, "/support/status_page_subscribed")
	message := $`whether somebody of "{acme.name}" is subscribed to status.pinecone.io is not known`
}

_subscribed(acme) if known.value(acme, "/support/status_page_subscribed") == true

_silent contains acme if {
	some acme in organization.of_production
	not _subscribed(acme)
	not known.hidden(acme, "/support/status_page_subscribed")
}
