# METADATA
# title: Too few or too many organization owners
# description: |
#   An organization owner can do everything, in all projects. With one owner nobody can act
#   when that one is away or locked out; with many, any of their accounts is a way to delete
#   everything.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_organization]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.8.2]
#     nist-800-53: [AC-6(5)]
#     pci-dss: [7.2.2]
#     hipaa: [164.308(a)(4)(ii)(B)]
#   section: Role-based access controls (RBAC)
#   url: https://docs.pinecone.io/guides/production/security-overview#role-based-access-controls-rbac
#   remediation:
#     console: Go to Settings, Access, Members, and make a second member owner, or give owners a lesser role.
#     manifest: Correct `organization.owners`, or set `lint.max_org_owners` to what the team has decided.
#   since: 0.1.0
package policies.rules.projects.org_owner_count

import data.policies.lib.known
import data.policies.lib.members
import data.policies.lib.result
import data.policies.lib.settings
import data.policies.lib.text

deny contains result.at(organization, "/owners", message) if {
	some organization in input.resources.pinecone_organization
	owners := count(members.owners(organization))
	not _may_do(organization, owners)
	message := $`"{organization.name}" has "{owners}" owners who are people: {_wanted}`
}

deny contains result.at(organization, "/owners", message) if {
	some organization in input.resources.pinecone_organization
	not members.owners(organization)
	owners := count(members.made_owners(organization))
	owners > settings.max_org_owners
	message := $`"{organization.name}" is given "{owners}" owners who are people: {_wanted}`
}

deny contains result.undecided(organization, "/owners", message) if {
	some organization in input.resources.pinecone_organization
	why := _doubt(organization)
	message := $`who owns "{organization.name}" is not known: {why}`
}

_least := 2

_range := numbers.range(_least, settings.max_org_owners)

_may_do(organization, owners) if {
	some more in numbers.range(0, count(members.may_own(organization)))
	(owners + more) in _range
}

_may_do(organization, owners) if {
	owners <= settings.max_org_owners
	count(members.may_own_many(organization)) > 0
}

_wanted := $`have at least "{_least}" and at most "{settings.max_org_owners}"`

# What the manifest says of owners whom Pinecone refused to show may be out of date.
_doubt(organization) := why if {
	why := known.withheld(organization, "/usage/role_binding_count")
} else := "no manifest lists the owners, and the Admin API was not read" if {
	not members.owners(organization)
} else := $`how many {text.first(names, 3)} makes owners is not` if {
	names := members.may_own_many(organization)
	count(names) > 0
	_may_do(organization, count(members.owners(organization)))
} else := $`what role bindings {text.first(names, 3)} give, or to whom, is not` if {
	names := members.may_own(organization)
	owners := count(members.owners(organization))
	_may_do(organization, owners)
	some more in [0, count(names)]
	not (owners + more) in _range
}
