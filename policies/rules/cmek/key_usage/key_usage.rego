# METADATA
# title: Key that is not for encryption
# description: |
#   Pinecone calls Encrypt and Decrypt. A key that is for signing, for message
#   authentication or for key agreement refuses both, and its usage cannot be changed after
#   it was created.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_kms_key]
#   needs: [/key_usage]
#   environments: production
#   precision: very-high
#   section: Create an AWS KMS key, step 5
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Remove `key_usage` from the `aws_kms_key`, or set it to `ENCRYPT_DECRYPT`.
#     cloudformation: Remove `KeyUsage` from the `AWS::KMS::Key`, or set it to `ENCRYPT_DECRYPT`.
#     console: Create a new key with the usage Encrypt and decrypt in KMS.
#   since: 0.1.0
package policies.rules.cmek.key_usage

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result

applies := cmek.key_ids

deny contains result.at(key, "/key_usage", message) if {
	some key in cmek.keys
	seen := known.value(key, "/key_usage")
	seen != "ENCRYPT_DECRYPT"
	message := $`key "{key.name}" has the usage "{seen}", which allows no encryption: use "ENCRYPT_DECRYPT"`
}
