# METADATA
# title: Member who can change production and is no admin of it
# description: |
#   A person can change and delete all indexes and records of the project, and the manifest
#   does not name that person among its admins. Only those who have to change production
#   should be able to.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_role_binding, pinecone_organization]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.5.18, A.8.2]
#     nist-800-53: [AC-6, AC-6(5)]
#     pci-dss: [7.2.2]
#     hipaa: [164.308(a)(4)(ii)(B)]
#   section: Prepare your project structure
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     console: In the project, go to Manage, Access, Members, and give the member a viewer's role or none.
#     terraform: Give the `pinecone_role_binding` a role such as `ProjectViewer`, or remove it.
#     manifest: Where the person is to change the project, list the e-mail address under its `admins`.
#   since: 0.1.0
package policies.rules.projects.member_too_broad

import data.policies.lib.known
import data.policies.lib.listing
import data.policies.lib.members
import data.policies.lib.result

applies contains binding.id if some binding in members.bindings("user", "project")

deny contains result.at(binding, "/role", message) if {
	some binding in _broad
	not _doubt(binding)
	project := members.project(binding)
	not members.email(binding) in {lower(admin) | some admin in known.value(project, "/admins"); is_string(admin)}
	is := $`{members.who(binding)} is "{known.value(binding, "/role")}" of {members.where(binding)}`
	message := $`{is} and none of its admins: give a viewer's role, or list the address under admins`
}

deny contains result.undecided(binding, "/role", _doubt(binding)) if some binding in _broad

deny contains gap if some gap in members.doubts("user", ["/principal_type", "/resource_type", "/role"])

deny contains gap if some gap in listing.gaps("pinecone_organization", "role binding")

_broad := [binding |
	some binding in members.bindings("user", "project")
	members.edits(known.value(binding, "/role"))
]

_doubt(binding) := $"which project {members.who(binding)} may change is not known" if {
	not members.project(binding)
} else := $"who may change {members.where(binding)} is declared in no manifest" if {
	project := members.project(binding)
	not known.declared(project)
} else := $"who may change {members.where(binding)} is not known" if {
	known.hidden(members.project(binding), "/admins")
} else := $"the e-mail address of {members.who(binding)} is not known" if {
	not members.email(binding)
}
