# METADATA
# title: Key without an alias
# description: |
#   The key has no alias, so consoles, logs and people know it by a random id alone. In an
#   incident that is how the wrong key gets disabled.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: info
#   kind: reliability
#   resources: [aws_kms_key]
#   environments: production
#   precision: very-high
#   section: Create an AWS KMS key, step 9
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Add an `aws_kms_alias` whose `target_key_id` is the key.
#     cloudformation: Add an `AWS::KMS::Alias` whose `TargetKeyId` is the key.
#     console: Open the key in KMS and add an alias under Aliases.
#   since: 0.1.0
package policies.rules.cmek.key_no_alias

import data.policies.lib.cmek
import data.policies.lib.resource
import data.policies.lib.result

applies := cmek.key_ids

deny contains result.absent(key, "", ["aws_kms_alias"], message) if {
	some key in cmek.keys
	key.complete
	resource.linked(key, "aliases") == []
	not key.incomplete.aliases
	message := $`key "{key.name}" has no alias: give it one that says what it encrypts`
}

deny contains result.undecided(key, "", clause) if {
	some key in cmek.keys
	resource.linked(key, "aliases") == []
	clause := key.incomplete.aliases
}

# What makes the key stands elsewhere, and may make an alias there.
deny contains result.undecided(key, "", message) if {
	some key in cmek.keys
	not key.complete
	resource.linked(key, "aliases") == []
	message := $`nothing that was read makes key "{key.name}", so its alias may be made elsewhere`
}
