# METADATA
# title: Key that is not symmetric
# description: |
#   Pinecone encrypts with a symmetric key. A key of any other spec is refused, and the spec
#   cannot be changed after the key was created.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_kms_key]
#   needs: [/customer_master_key_spec]
#   environments: production
#   precision: very-high
#   controls:
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12, SC-13]
#     pci-dss: [3.7.1]
#   section: Create an AWS KMS key, step 4
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Remove `customer_master_key_spec` from the `aws_kms_key`, or set it to `SYMMETRIC_DEFAULT`.
#     cloudformation: Remove `KeySpec` from the `AWS::KMS::Key`, or set it to `SYMMETRIC_DEFAULT`.
#     console: Create a new key of type Symmetric in KMS.
#   since: 0.1.0
package policies.rules.cmek.key_spec

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result

applies := cmek.key_ids

deny contains result.at(key, "/customer_master_key_spec", message) if {
	some key in cmek.keys
	seen := known.value(key, "/customer_master_key_spec")
	seen != "SYMMETRIC_DEFAULT"
	message := $`key "{key.name}" has the spec "{seen}", which Pinecone cannot encrypt with: use "SYMMETRIC_DEFAULT"`
}
