# METADATA
# title: Organization without single sign-on
# description: |
#   The organization has production projects, and its members sign in to the console with
#   passwords of their own. Whoever leaves keeps access until somebody remembers to remove it,
#   and nothing demands a second factor.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_organization]
#   needs: [/sso/enabled]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1, CC6.2]
#     iso27001: [A.5.16, A.8.5]
#     nist-800-53: [IA-2]
#     pci-dss: [8.2.1, 8.3.1]
#     hipaa: [164.312(a)(2)(i), 164.312(d)]
#   section: Organization single sign-on
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     console: >-
#       Set single sign-on up under Settings, Manage, with the application that you create at your identity provider.
#     manifest: Where it is set up, set `organization.sso.enabled` to true.
#   since: 0.1.0
package policies.rules.sso.disabled

import data.policies.lib.known
import data.policies.lib.organization
import data.policies.lib.result

applies contains acme.id if some acme in organization.of_production

deny contains result.at(acme, "/sso/enabled", message) if {
	some acme in organization.of_production
	known.differs(acme, "/sso/enabled", true)
	needs := organization.needs_plan(acme, "sso")
	message := $`members of "{acme.name}" sign in without single sign-on: set it up{needs}`
}
