# METADATA
# title: Nobody knows how to call Pinecone
# description: |
#   Nothing declares who opens a ticket, or where it stands how. Support asks for the same things
#   every time, and they are hard to find at night.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [pinecone_organization]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.4]
#     iso27001: [A.5.24]
#     nist-800-53: [IR-4, IR-7]
#     pci-dss: [12.10.1]
#     hipaa: [164.308(a)(6)(ii)]
#   section: Getting support
#   url: https://docs.pinecone.io/guides/production/error-handling#getting-support
#   remediation:
#     manifest: >-
#       Declare `organization.support.contact` and `organization.support.runbook`. Write into the runbook how to find
#       the project and the index, the errors with their times, and an example request without secrets, and whether it
#       can be reproduced.
#   since: 0.1.0
package policies.rules.delivery.no_runbook

import data.policies.lib.known
import data.policies.lib.organization
import data.policies.lib.result

_asked := data.facts.support.asked.first

applies contains acme.id if some acme in organization.of_production

deny contains result.at(acme, "/support/contact", message) if {
	some [acme, "/support/contact"] in _missing
	known.declared(acme)
	message := $`nobody of "{acme.name}" is declared to open tickets at Pinecone: declare a "contact"`
}

deny contains result.at(acme, "/support/runbook", message) if {
	some [acme, "/support/runbook"] in _missing
	known.declared(acme)
	message := $`"{acme.name}" declares no runbook: declare one that says how to find what Support asks for ({_asked})`
}

deny contains result.undecided(acme, pointer, message) if {
	some [acme, pointer] in _missing
	not known.declared(acme)
	message := $`no manifest says who of "{acme.name}" opens tickets, and how`
}

deny contains result.undecided(acme, pointer, message) if {
	some acme in organization.of_production
	some pointer in ["/support/contact", "/support/runbook"]
	known.hidden(acme, pointer)
	message := $`who of "{acme.name}" opens tickets, and how, is not known`
}

_missing contains [acme, pointer] if {
	some acme in organization.of_production
	some pointer in ["/support/contact", "/support/runbook"]
	not known.value(acme, pointer)
	not known.hidden(acme, pointer)
}
