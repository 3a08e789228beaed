# METADATA
# title: Key that AWS manages
# description: |
#   The key is one that AWS made for a service of its own. Its policy cannot be changed, so that
#   Pinecone can never be let in, and its owner can neither disable nor delete it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [aws_kms_key]
#   needs: [/key_manager]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12]
#   section: Create an AWS KMS key, step 2
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Declare an `aws_kms_key` of your own, and use it for a new project.
#     cloudformation: Declare an `AWS::KMS::Key` of your own, and use it for a new project.
#     console: Create a key under Customer managed keys in KMS, and use it for a new project.
#   since: 0.1.0
package policies.rules.cmek.key_aws_managed

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result

applies := cmek.key_ids

deny contains result.at(key, "/key_manager", message) if {
	some key in cmek.keys
	known.value(key, "/key_manager") == "AWS"
	message := $`key "{key.name}" is managed by "AWS", so Pinecone cannot be let in: use a key of your own`
}
