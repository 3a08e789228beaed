# METADATA
# title: Multi-Region key
# description: |
#   Pinecone takes one key ARN for a project. A multi-Region key suggests that another
#   region takes over, and yet only Pinecone's support can switch the ARN; until then the
#   replicas only widen where the key can be used.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [aws_kms_key]
#   needs: [/multi_region]
#   environments: production
#   precision: very-high
#   section: Create an AWS KMS key, step 7
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |
#       Remove `multi_region` from the `aws_kms_key`, or use an `aws_kms_key` in place of a
#       replica. KMS makes a new key, so do it before the key is registered.
#     cloudformation: >-
#       Remove `MultiRegion` from the `AWS::KMS::Key`. KMS makes a new key, so do it before the key is registered.
#     console: Create a Single-Region key in KMS, or agree with Pinecone on the switch in advance.
#   since: 0.1.0
package policies.rules.cmek.key_multi_region

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform

applies := cmek.key_ids

deny contains result.at(key, "/multi_region", message) if {
	some key in cmek.keys
	known.value(key, "/multi_region") == true
	message := $`key "{key.name}" is multi-Region and Pinecone takes one ARN: {_instead(key)}`
}

# A replica is never anything else.
_instead(key) := "use a Single-Region key" if {
	some observation in key.observations
	regex.match(`(^|\.)aws_kms_replica(_external)?_key\.`, observation.address)
} else := $`set {terraform.called(key, "multi_region")} to "false"`
