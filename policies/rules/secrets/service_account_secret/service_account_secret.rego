# METADATA
# title: Service account secret in the repository
# description: |
#   The client secret of a Pinecone service account stands in a file of the repository. With
#   it one creates projects, keys and members, according to the roles of the account, until
#   the secret is rotated.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [repository_secret]
#   needs: [/kind]
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.5.17, A.8.12, A.8.28]
#     nist-800-53: [IA-5(7)]
#     pci-dss: [8.3.2]
#     hipaa: [164.308(a)(5)(ii)(D)]
#   section: Service account roles
#   url: https://docs.pinecone.io/guides/production/security-overview#service-account-roles
#   remediation:
#     console: Rotate the secret of the service account, and keep the new one in a secret store.
#   since: 0.1.0
package policies.rules.secrets.service_account_secret

import data.policies.lib.result
import data.policies.lib.secret

applies contains found.id if some found in secret.found("service_account_secret")

deny contains result.at(found, secret.shown(found), message) if {
	some found in secret.found("service_account_secret")
	message := $`{secret.place(found)} holds a service account secret: rotate it and read it from a secret store`
}
