# METADATA
# title: Signing certificate that expires
# description: |
#   With the day on which the certificate is over, no member can sign in any more, owners included.
#   The identity provider makes the next one; somebody has to enter it in Pinecone before.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_organization]
#   needs: ["certificate:/certificates"]
#   applies_needs: ["/sso/enabled?"]
#   environments: production
#   precision: very-high
#   controls:
#     iso27001: [A.8.5]
#     nist-800-53: [IA-5(2)]
#   section: "3. Get the sign on URL and certificate from Okta"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     console: >-
#       Make the next signing certificate at the identity provider, and enter it under Settings, Manage, before this
#       one is over.
#   since: 0.1.0
package policies.rules.sso.certificate_expiry

import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.sso

_notice := 30

applies contains acme.id if some acme in sso.on

deny contains result.severe(result.elsewhere(finding, file, pointer), state.severity) if {
	some acme in sso.on
	some file in resource.linked(acme, "certificate")
	[pointer, certificate] := sso.signing(file)
	state := _state(certificate)
	message := $`signing certificate "{file.name}" {state.clause}: enter one that lasts "{_notice}" days or more`
	finding := result.at(acme, "/sso/certificate", message)
}

_state(certificate) := {"clause": clause, "severity": "critical"} if {
	sso.hours_until(certificate.not_before) > 0
	clause := $`is valid from "{certificate.not_before}" on, and not yet`
} else := {"clause": clause, "severity": "critical"} if {
	sso.hours_until(certificate.not_after) <= 0
	clause := $`expired at "{certificate.not_after}", so nobody can sign in`
} else := {"clause": clause, "severity": "high"} if {
	hours := sso.hours_until(certificate.not_after)
	hours < _notice * 24
	clause := $`expires at "{certificate.not_after}", in "{floor(hours / 24)}" days`
}
