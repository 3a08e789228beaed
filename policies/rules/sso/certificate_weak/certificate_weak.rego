# METADATA
# title: Signing certificate of a weak algorithm
# description: |
#   Who can compute the private key, or another certificate with the same signature, signs in as
#   anybody. RSA keys under 2048 bits and signatures over SHA-1 or MD5 are no longer out of reach.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_organization]
#   needs: ["certificate:/certificates"]
#   applies_needs: ["/sso/enabled?"]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.8.5, A.8.24]
#     nist-800-53: [IA-5(2), SC-13]
#     pci-dss: [8.3.2]
#   section: "3. Get the sign on URL and certificate from Okta"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     console: >-
#       Make a new signing certificate of 2048 bits and SHA-256 at the identity provider, and enter it under Settings,
#       Manage.
#   since: 0.1.0
package policies.rules.sso.certificate_weak

import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.sso

applies contains acme.id if some acme in sso.on

deny contains result.elsewhere(result.at(acme, "/sso/certificate", message), file, pointer) if {
	some acme in sso.on
	some file in resource.linked(acme, "certificate")
	[pointer, certificate] := sso.signing(file)
	some weakness in _weaknesses(certificate)
	message := $`signing certificate "{file.name}" has {weakness}: use RSA of "{_least}" bits or more, and SHA-256`
}

_least := data.facts.sso.certificates.least_rsa_bits

_weaknesses(certificate) := ({$`an RSA key of "{certificate.key_bits}" bits` |
	certificate.key_algorithm == "RSA"
	certificate.key_bits < _least
} | {"a DSA key" | certificate.key_algorithm == "DSA"}) | {$`a signature by "{algorithm}"` |
	algorithm := certificate.signature_algorithm
	some digest in data.facts.sso.certificates.broken_digests
	digest in split(algorithm, "-")
}
