# METADATA
# title: Default role that is more than a member's
# description: |
#   Whoever signs in for the first time gets this role, before anybody has looked at who it is.
#   OrgMember gives nothing until somebody adds the member to a project.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_organization]
#   needs: [/sso/default_role, "/sso/roles_from?"]
#   applies_needs: ["/sso/enabled?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.5.18]
#     nist-800-53: [AC-6]
#     pci-dss: [7.2.2]
#     hipaa: [164.308(a)(4)(ii)(B)]
#   section: "4. Complete SSO setup in Pinecone"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     console: Edit the single sign-on under Settings, Manage, and choose the default role of an organization member.
#   since: 0.1.0
package policies.rules.sso.default_role

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.sso

applies contains acme.id if some acme in _given

deny contains result.at(acme, "/sso/default_role", message) if {
	some acme in _given
	role := known.value(acme, "/sso/default_role")
	role != "OrgMember"
	data.facts.roles[role].scope == "organization"
	not known.hidden(acme, "/sso/roles_from")
	message := $`whoever signs in to "{acme.name}" for the first time is "{role}": make it "OrgMember"`
}

deny contains result.undecided(acme, "/sso/default_role", message) if {
	some acme in _given
	role := known.value(acme, "/sso/default_role")
	not data.facts.roles[role].scope == "organization"
	message := $`"{role}" is no organization role that is known: write it as "OrgMember"`
}

# Where roles come from the identity provider, no default role applies.
_given contains acme if {
	some acme in sso.on
	not sso.from_provider[acme.id]
}
