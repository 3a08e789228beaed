# METADATA
# title: Service account that owns production
# description: |
#   A program holds an owner's role: with its secret, whoever finds it can delete all that
#   is there and make others owners. Programs need the roles of what they do, such as to
#   manage indexes of one project.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_role_binding, pinecone_organization]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.8.2]
#     nist-800-53: [AC-6, AC-6(5)]
#     pci-dss: [7.2.5]
#     hipaa: [164.308(a)(4)(ii)(B)]
#   section: Service account roles
#   url: https://docs.pinecone.io/guides/production/security-overview#service-account-roles
#   remediation:
#     console: Go to Settings, Access, Service accounts, and give the account a lesser role.
#     terraform: Give the `pinecone_role_binding` a role such as `ProjectManager` of one project.
#   since: 0.1.0
package policies.rules.projects.service_account_owner

import data.policies.lib.known
import data.policies.lib.listing
import data.policies.lib.members
import data.policies.lib.result

applies contains binding.id if some binding in members.of("service_account")

deny contains result.at(binding, "/role", message) if {
	some binding in _owning
	_placed(binding)
	is := $`{members.who(binding)} is "{known.value(binding, "/role")}" of {members.where(binding)}`
	message := $`{is}: give it the role that it needs`
}

deny contains result.undecided(binding, "/role", message) if {
	some binding in _owning
	not _placed(binding)
	message := $`whether {members.where(binding)}, which {members.who(binding)} owns, is of production is not known`
}

deny contains gap if some gap in members.doubts("service_account", ["/principal_type", "/role"])

deny contains gap if some gap in listing.gaps("pinecone_organization", "role binding")

_owning := [binding |
	some binding in members.of("service_account")
	members.owns(known.value(binding, "/role"))
]

_placed(binding) if members.project(binding)

_placed(binding) if known.value(binding, "/resource_type") == "organization"
