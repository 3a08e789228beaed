# METADATA
# title: Key material from outside KMS
# description: |
#   The key's material was imported, or stands in a key store of your own. It can then
#   expire, be lost, or be out of reach, and the project's data with it; Pinecone's guide
#   asks for material that KMS made.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_kms_key, aws_kms_external_key]
#   needs: [/origin, /custom_key_store_id]
#   environments: production
#   precision: very-high
#   controls:
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12, SC-13]
#     pci-dss: [3.7.1]
#   section: Create an AWS KMS key, step 6
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Use an `aws_kms_key` without `custom_key_store_id` in place of this key.
#     cloudformation: Use an `AWS::KMS::Key` without `Origin` in place of this key.
#     console: Create a new key with the key material origin KMS.
#   since: 0.1.0
package policies.rules.cmek.key_origin

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result

applies contains key.id if some key in cmek.keys

applies contains key.id if some key in _imported

deny contains result.at(key, "/origin", message) if {
	some key in cmek.keys
	seen := known.value(key, "/origin")
	seen != "AWS_KMS"
	message := $`key "{key.name}" has material of the origin "{seen}": use a key of the origin "AWS_KMS"`
}

deny contains result.at(key, "/custom_key_store_id", message) if {
	some key in cmek.keys
	store := known.value(key, "/custom_key_store_id")
	message := $`key "{key.name}" is kept in the custom key store "{store}": use a key of the origin "AWS_KMS"`
}

deny contains result.at(key, "", message) if {
	some key in _imported
	message := $`key "{key.name}" has imported material: use a key of the origin "AWS_KMS"`
}

_imported contains key if {
	some key in input.resources.aws_kms_external_key
	"cmek" in key.purposes
}
