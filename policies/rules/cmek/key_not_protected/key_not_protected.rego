# METADATA
# title: Key that is easily deleted
# description: |
#   Whoever deletes the key deletes every index that is encrypted with it. Terraform
#   destroys it with the rest of a stack unless `prevent_destroy` is set, and a deletion
#   window under 30 days, the longest that KMS has, leaves less time to notice and cancel.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_kms_key]
#   needs: [/lifecycle/prevent_destroy, /deletion_window_in_days]
#   environments: production
#   precision: very-high
#   patch: true
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12(1)]
#     hipaa: [164.312(c)(1)]
#   section: Delete a key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |
#       Add `lifecycle { prevent_destroy = true }` to the `aws_kms_key`, and remove
#       `deletion_window_in_days` or set it to 30. Pulumi has the option `protect`.
#     cloudformation: >-
#       Set `DeletionPolicy: Retain` and `UpdateReplacePolicy: Retain` on the `AWS::KMS::Key`, and remove
#       `PendingWindowInDays` or set it to 30.
#   since: 0.1.0
package policies.rules.cmek.key_not_protected

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform

applies contains key.id if {
	some key in cmek.keys
	terraform.configured(key)
}

applies contains key.id if some key in _hasty

# A plan alone does not have what protects a key, and it has the window.
applies contains key.id if {
	some key in cmek.keys
	some observation in key.observations
	startswith(observation.source, "plan ")
	known.hidden(key, "/deletion_window_in_days")
}

deny contains result.patched(found, [result.set("/lifecycle/prevent_destroy", true)]) if {
	some key in cmek.keys
	terraform.configured(key)
	known.differs(key, "/lifecycle/prevent_destroy", true)
	keep := terraform.guard(key)
	message := $`key "{key.name}" can be destroyed by a plan, and its indexes with it: set {keep}`
	found := result.at(key, "/lifecycle/prevent_destroy", message)
}

deny contains result.patched(found, [result.set("/deletion_window_in_days", 30)]) if {
	some key in _hasty
	message := $`key "{key.name}" is gone "{key.values.deletion_window_in_days}" days after it is deleted: wait "30" days`
	found := result.at(key, "/deletion_window_in_days", message)
}

_hasty contains key if {
	some key in cmek.keys
	known.value(key, "/deletion_window_in_days") < 30
}
