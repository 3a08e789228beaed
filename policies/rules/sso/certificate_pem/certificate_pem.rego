# METADATA
# title: Signing certificate that is no PEM certificate
# description: |
#   Pinecone takes the certificate with its BEGIN CERTIFICATE and END CERTIFICATE lines. One that
#   was copied from a page lacks them, and one that cannot be read verifies nobody's sign-on.
#   SAML metadata holds the certificate as it should, and is not what is entered.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_organization]
#   needs: ["certificate:/form", "certificate:/fault"]
#   applies_needs: ["/sso/enabled?"]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.8.5]
#     nist-800-53: [IA-5(2)]
#   section: "3. Get the sign on URL and certificate from Okta"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     console: >-
#       In Okta, open the application, Sign On, and download the signing certificate; enter it with its BEGIN and END
#       lines.
#   since: 0.1.0
package policies.rules.sso.certificate_pem

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.sso

applies contains acme.id if some acme in sso.on

deny contains result.elsewhere(result.at(acme, "/sso/certificate", message), file, "") if {
	some acme in sso.on
	some file in resource.linked(acme, "certificate")
	fault := known.value(file, "/fault")
	message := $`no signing certificate can be read from "{file.name}": {fault}; download it from the identity provider`
}

deny contains result.elsewhere(result.at(acme, "/sso/certificate", message), file, _place(file)) if {
	some acme in sso.on
	some file in resource.linked(acme, "certificate")
	known.value(file, "/form") in {"base64", "der"}
	known.unset(file, "/fault")
	message := $`"{file.name}" lacks the lines BEGIN CERTIFICATE and END CERTIFICATE: download the certificate instead`
}

_place(file) := sso.signing(file)[0]

_place(file) := "" if not sso.signing(file)
