# METADATA
# title: Single sign-on that members may go around
# description: |
#   Members may sign in with single sign-on or with a password of their own. Whoever is removed
#   at the identity provider can still come in by the other door.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_organization]
#   needs: [/sso/enforced]
#   applies_needs: ["/sso/enabled?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1, CC6.2]
#     iso27001: [A.5.16, A.8.5]
#     nist-800-53: [IA-2]
#     pci-dss: [8.2.1, 8.3.1]
#     hipaa: [164.312(a)(2)(i), 164.312(d)]
#   section: "4. Complete SSO setup in Pinecone"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     console: Edit the single sign-on under Settings, Manage, and choose Enforce SSO for all users.
#   since: 0.1.0
package policies.rules.sso.not_enforced

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.sso

applies contains acme.id if some acme in sso.on

deny contains result.at(acme, "/sso/enforced", message) if {
	some acme in sso.on
	known.differs(acme, "/sso/enforced", true)
	message := $`members of "{acme.name}" may sign in without single sign-on: enforce it for all users`
}
