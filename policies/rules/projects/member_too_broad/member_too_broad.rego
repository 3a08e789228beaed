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

import data.policies.lib.idp
import data.policies.lib.known
import data.policies.lib.listing
import data.policies.lib.members
import data.policies.lib.resource
import data.policies.lib.result

applies contains binding.id if some binding in members.bindings("user", "project")

applies contains acme.id if some [acme, _, _, _, _] in _mapped

deny contains result.at(binding, "/role", message) if {
	some binding in _broad
	not _doubt(binding)
	project := members.project(binding)
	not members.email(binding) in _admins(project)
	is := $`{members.who(binding)} is "{known.value(binding, "/role")}" of {members.where(binding)}`
	message := $`{is} and none of its admins: give a viewer's role, or list the address under admins`
}

deny contains result.at(acme, pointer, message) if {
	some [acme, pointer, email, id, role] in _mapped
	some project in _of_id(acme, id)
	known.declared(project)
	not known.hidden(project, "/admins")
	not lower(email) in _admins(project)
	is := $`user "{email}" gets "{role}" of project "{project.name}" from the identity provider`
	message := $`{is} and is none of its admins: give a viewer's role, or list the address under admins`
}

deny contains result.undecided(acme, pointer, message) if {
	some [acme, pointer, _, id, _] in _mapped
	_unclear(acme, id)
	message := $`who may change project "{id}" is declared in no manifest, or its id is not`
}

deny contains result.undecided(binding, "/role", _doubt(binding)) if some binding in _broad

deny contains gap if some gap in members.doubts("user", ["/principal_type", "/resource_type", "/role"])

deny contains gap if some gap in listing.gaps("pinecone_organization", "role binding")

_admins(project) := {lower(admin) | some admin in known.value(project, "/admins"); is_string(admin)}

# Whom the identity provider gives a role by which one can change a project, with the project's id.
_mapped contains [acme, $"/sso/role_mapping/{i}/members/{j}", email, id, role] if {
	some acme in idp.ruled
	some i, one in known.value(acme, "/sso/role_mapping")
	[id, role] := idp.project_role(one.value)
	members.edits(role)
	some j, email in one.members
	is_string(email)
}

_of_id(acme, id) := [project |
	some project in resource.linked(acme, "projects")
	known.value(project, "/id") == id
	object.get(project, "environment", "") in {"", "production"}
]

_unclear(acme, id) if {
	some project in _of_id(acme, id)
	not known.declared(project)
}

_unclear(acme, id) if {
	some project in _of_id(acme, id)
	known.hidden(project, "/admins")
}

_unclear(acme, id) if {
	not id in {known.value(project, "/id") | some project in resource.linked(acme, "projects")}
	some project in resource.linked(acme, "projects")
	known.unknown(project, "/id")
}

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
