# METADATA
# title: Role that cannot use the key
# description: |
#   The policies of the role, its boundary, the key's policy and its grants, taken together,
#   do not let the role encrypt and decrypt with the key. Pinecone then cannot write new
#   records, nor read those that it has. A key of another account of which one half is
#   missing is told by cmek/cross-account-incomplete. Of a role that is only declared, nobody can
#   tell.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_iam_role, pinecone_cmek_key]
#   applies_needs: ["/role?"]
#   reads:
#     - /inline_policies
#     - /managed_policy_arns
#     - /permissions_boundary
#     - aws_iam_policy:/policy
#     - aws_kms_key:/policy
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12(1)]
#   section: Create an AWS KMS key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |
#       Allow `kms:Encrypt` and `kms:Decrypt` on the key's ARN in an `aws_iam_role_policy`, and
#       have the key's policy name the role, or the account's root.
#     cloudformation: >-
#       Allow `kms:Encrypt` and `kms:Decrypt` on the key's ARN in `Policies` of the `AWS::IAM::Role`, and have
#       `KeyPolicy` name the role, or the account's root.
#     policy: >-
#       Allow `kms:Encrypt` and `kms:Decrypt` on the key's ARN in a policy of the role, and have the key's policy
#       name the role, or the account's root.
#     console: Add the role to the key users of the key in KMS.
#   since: 0.1.0
package policies.rules.cmek.role_cannot_use_key

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.terraform

applies contains role.id if {
	some role in cmek.roles
	not _incomplete(role)
}

applies contains key.id if some key in _unread

deny contains result.chained(cmek.finding(role, refused[0].place, message), chain) if {
	some role in cmek.roles
	some key in cmek.used(role)
	not cmek.half(role, key)
	refused := cmek.barred(role, key)
	can_not := $`role "{role.name}" cannot {cmek.actions(refused, "or")} key "{key.name}"`
	message := $`{can_not}: {cmek.why(key, refused[0])}; {_repair(refused[0])}`
	chain := cmek.chain(role, cmek.request(role), key)
}

deny contains result.open(role, place, clause) if {
	some role in cmek.roles
	some key in cmek.used(role)
	count(cmek.barred(role, key)) == 0
	[place, clause] := cmek.doubt(role, key, data.facts.kms.needed.actions)
}

deny contains result.undecided(role, "keys", "nothing that was read says which key it is for") if {
	some role in cmek.roles
	cmek.used(role) == []
}

deny contains result.undecided(key, "/role", _untold) if some key in _unread

# The keys whose role nothing shows.
_unread contains key if {
	some key in input.resources.pinecone_cmek_key
	role := known.value(key, "/role")
	terraform.names_role(role)
	resource.linked(key, "role") == []
}

_untold := concat(" ", [
	"nothing that was read is this role: whether Pinecone may assume it and use the key is not known;",
	"name its policies' files as `trust_policy` and `permissions_policies`, or read AWS",
])

_repair(answer) := "except the role from that Deny" if {
	answer.effect == "explicitDeny"
} else := "allow it both on the key"

_incomplete(role) if {
	some key in cmek.used(role)
	cmek.half(role, key)
}
