# METADATA
# title: Not the ARN of a key
# description: |
#   What is registered as the key is not the ARN of a KMS key: an alias, a bare id, a key
#   without account or region, or another service's ARN. Pinecone cannot encrypt with it,
#   and the registration cannot be changed once it is made.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_cmek_key]
#   needs: [/key]
#   environments: production
#   precision: very-high
#   section: Add a key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     manifest: Copy the key's ARN from KMS, or write `terraform:` and the address of the `aws_kms_key`.
#   since: 0.1.0
package policies.rules.cmek.key_arn_malformed

import data.policies.lib.arn
import data.policies.lib.known
import data.policies.lib.placeholder
import data.policies.lib.result
import data.policies.lib.terraform

deny contains result.at(key, "/key", message) if {
	some key in input.resources.pinecone_cmek_key
	value := known.value(key, "/key")
	not terraform.named(value)
	not arn.key(value)
	not placeholder.first(value)
	message := $`key "{key.name}" is "{value}": write "arn:aws:kms:<region>:<12 digits>:key/<key id>"`
}
