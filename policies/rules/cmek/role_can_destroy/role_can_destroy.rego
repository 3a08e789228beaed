# METADATA
# title: Role that can destroy the key
# description: |
#   The role that Pinecone assumes may disable the key, schedule its deletion, delete its
#   material or write its policy anew. Whoever comes to use the role can then take away all
#   data that the key encrypts, and Pinecone has no use for these permissions.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [aws_iam_role]
#   needs: ["keys:grants:*"]
#   reads: [/inline_policies, /managed_policy_arns, /permissions_boundary, "aws_iam_policy:/policy"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3, A1.2]
#     iso27001: [A.5.3, A.8.2, A.8.24]
#     nist-800-53: [AC-5, AC-6, SC-12(1)]
#     pci-dss: [3.6.1, 7.2.5]
#     hipaa: [164.312(c)(1)]
#   section: Create an AWS KMS key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Allow the role `kms:Encrypt` and `kms:Decrypt` alone, in its own policies and in the key's.
#     cloudformation: >-
#       Allow the role `kms:Encrypt` and `kms:Decrypt` alone, in its `Policies` and in `KeyPolicy` of the key.
#     policy: Allow the role `kms:Encrypt` and `kms:Decrypt` alone, in its own policies and in the key's.
#     console: Take the role off the key administrators of the key in KMS, and `kms:*` off its policies in IAM.
#   since: 0.1.0
package policies.rules.cmek.role_can_destroy

import data.policies.lib.cmek
import data.policies.lib.result

applies contains role.id if {
	some role in cmek.roles
	count(cmek.used(role)) > 0
}

deny contains cmek.finding(role, place, message) if {
	some role in cmek.roles
	some key in cmek.used(role)
	allowed := cmek.destroying(role, key)
	some place in {cmek.granting(key, answer) | some answer in allowed}
	can := cmek.actions([answer | some answer in allowed; cmek.granting(key, answer) == place], "and")
	message := $`role "{role.name}" can {can} key "{key.name}": allow it kms:Encrypt and kms:Decrypt alone`
}

deny contains result.open(role, place, clause) if {
	some role in cmek.roles
	some key in cmek.used(role)
	cmek.destroying(role, key) == []
	[place, clause] := cmek.doubt(role, key, data.facts.kms.destroying.actions)
}
