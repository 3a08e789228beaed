# METADATA
# title: SCIM token that lasts for ever, or not much longer
# description: |
#   With the token, anybody can make anybody an owner. One that never expires stays good wherever
#   it was copied to; once one expires, members are neither added nor removed any more.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_organization]
#   needs: [/sso/scim_token_expires, /sso/scim_tokens]
#   applies_needs: ["/sso/roles_from?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.5.17]
#     nist-800-53: [IA-5]
#     pci-dss: [8.6.3]
#     hipaa: [164.308(a)(5)(ii)(D)]
#   section: "SCIM provisioning with Okta: generate a SCIM token"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta-scim-provisioning
#   remediation:
#     console: >-
#       Under Settings, Access, Identity provider, Manage, make a token that expires in 90 days, enter it in Okta, and
#       revoke the others.
#     manifest: Declare the day as `organization.sso.scim_token_expires`.
#   since: 0.1.0
package policies.rules.sso.scim_token

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.sso

_notice := 14

_most := data.facts.sso.scim.most_tokens

applies contains acme.id if some acme in _provisioned

deny contains result.at(acme, "/sso/scim_token_expires", message) if {
	some acme in _provisioned
	state := _state(known.value(acme, "/sso/scim_token_expires"))
	message := $`the SCIM token of "{acme.name}" {state}: use one that expires, and replace it "{_notice}" days before`
}

deny contains result.at(acme, "/sso/scim_tokens", message) if {
	some acme in _provisioned
	tokens := known.value(acme, "/sso/scim_tokens")
	tokens > _most
	message := $`"{acme.name}" has "{tokens}" SCIM tokens: keep one, and "{_most}" only while one replaces the other`
}

_provisioned contains acme if {
	some acme in input.resources.pinecone_organization
	sso.from_provider[acme.id] == "scim"
}

_state("never") := "never expires"

_state(day) := $`expired on "{day}"` if sso.hours_until(_end(day)) < 0

_state(day) := $`expires on "{day}", in "{floor(left / 24)}" days` if {
	left := sso.hours_until(_end(day))
	left >= 0
	left < _notice * 24
}

# A token is good until the end of its day.
_end(day) := $"{day}T23:59:59Z" if day != "never"
