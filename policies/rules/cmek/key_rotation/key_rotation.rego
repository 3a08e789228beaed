# METADATA
# title: Key without rotation
# description: |
#   The key's material is never renewed, so everything that was ever encrypted hangs on one
#   secret. KMS rotates without a new ARN, which matters here, since Pinecone does not let a
#   project change its key.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [aws_kms_key]
#   needs: [/enable_key_rotation]
#   environments: production
#   precision: very-high
#   patch: true
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12]
#     pci-dss: [3.7.4]
#     cis-aws: ["3.6"]
#   section: Create an AWS KMS key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Set `enable_key_rotation = true` on the `aws_kms_key`.
#     cloudformation: "Set `EnableKeyRotation: true` on the `AWS::KMS::Key`."
#     console: Open the key in KMS and turn on automatic rotation under Key rotation.
#   since: 0.1.0
package policies.rules.cmek.key_rotation

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform

applies contains key.id if {
	some key in cmek.keys
	not _fixed(key)
}

deny contains result.patched(found, [result.set("/enable_key_rotation", true)]) if {
	some key in cmek.keys
	_never(key)
	count(_hidden(key)) == 0
	attribute := terraform.called(key, "enable_key_rotation")
	message := $`key "{key.name}" is never rotated: set {attribute} to "true"`
	found := result.at(key, "/enable_key_rotation", message)
}

deny contains result.undecided(key, pointer, message) if {
	some key in cmek.keys
	_never(key)
	some pointer in _hidden(key)
	message := $`whether KMS can rotate key "{key.name}" is not known`
}

_never(key) if {
	not _fixed(key)
	known.differs(key, "/enable_key_rotation", true)
}

# KMS rotates no asymmetric key, and renews no material but its own.
_fixed(key) if known.value_or(key, "/customer_master_key_spec", "SYMMETRIC_DEFAULT") != "SYMMETRIC_DEFAULT"

_fixed(key) if known.value(key, "/origin") in {"EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"}

_fixed(key) if known.value(key, "/custom_key_store_id")

_hidden(key) := {pointer |
	some pointer in ["/customer_master_key_spec", "/origin", "/custom_key_store_id"]
	known.hidden(key, pointer)
}
