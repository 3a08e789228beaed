# METADATA
# title: Key that cannot be used
# description: |
#   The key is disabled, on its way to deletion, or without material. Pinecone can neither
#   read nor write the project's data while that lasts, and never again once the key is
#   deleted.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_kms_key]
#   needs: [/is_enabled]
#   environments: production
#   precision: very-high
#   patch: true
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12(1)]
#   section: Configure customer-managed encryption keys
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Remove `is_enabled = false` from the `aws_kms_key`.
#     cloudformation: "Remove `Enabled: false` from the `AWS::KMS::Key`."
#     console: Open the key in KMS and enable it, or cancel its deletion and then enable it.
#   since: 0.1.0
package policies.rules.cmek.key_state

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform

_unusable := {"Disabled", "PendingDeletion", "PendingReplicaDeletion", "PendingImport", "Unavailable"}

_usable := {"Enabled", "Creating", "Updating"}

applies := cmek.key_ids

deny contains result.at(key, "/key_state", message) if {
	some key in cmek.keys
	state := known.value(key, "/key_state")
	state in _unusable
	message := $`key "{key.name}" is in the state "{state}", so its projects cannot be read: it should be "Enabled"`
}

deny contains result.undecided(key, "/key_state", message) if {
	some key in cmek.keys
	state := known.value(key, "/key_state")
	not state in (_unusable | _usable)
	message := $`key "{key.name}" is in the state "{state}", which nobody knows`
}

deny contains result.patched(found, [result.set("/is_enabled", true)]) if {
	some key in cmek.keys
	known.value(key, "/is_enabled") == false
	not _down(key)
	attribute := terraform.called(key, "is_enabled")
	message := $`key "{key.name}" is disabled, so its projects cannot be read: set {attribute} to "true"`
	found := result.at(key, "/is_enabled", message)
}

# Said once: a key that is down already is not also one that is about to be disabled.
_down(key) if known.value(key, "/key_state") in _unusable
