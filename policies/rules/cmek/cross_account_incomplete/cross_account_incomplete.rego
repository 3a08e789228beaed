# METADATA
# title: Key of another account with one half missing
# description: |
#   The role and the key are of different AWS accounts, so both sides have to allow the use:
#   a policy of the role names the key, and the policy of the key names the role or its
#   account. One of them does not, and Pinecone can neither encrypt nor decrypt.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_iam_role]
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
#   section: Create a role
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |
#       Allow both on the key's ARN in an `aws_iam_role_policy`, and name the role in the key's policy.
#     cloudformation: >-
#       Allow both on the key's ARN in `Policies` of the `AWS::IAM::Role`, and name the role in `KeyPolicy` of the
#       `AWS::KMS::Key`.
#     policy: Allow both on the key's ARN in a policy of the role, and name the role in the key's policy.
#     console: Add a policy for the key to the role, and the role's account to the key's other AWS accounts.
#   since: 0.1.0
package policies.rules.cmek.cross_account_incomplete

import data.policies.lib.cmek
import data.policies.lib.result

applies contains role.id if some [role, _] in _pairs

deny contains result.chained(cmek.finding(role, refused[0].place, message), chain) if {
	some [role, key] in _pairs
	half := cmek.half(role, key)
	refused := cmek.barred(role, key)
	can_not := $`role "{role.name}" cannot {cmek.actions(refused, "or")} key "{key.name}" of another account`
	message := $`{can_not}: {cmek.why(key, refused[0])}; {_repair[half]}`
	chain := cmek.chain(role, cmek.request(role), key)
}

deny contains result.open(role, place, clause) if {
	some [role, key] in _pairs
	count(cmek.barred(role, key)) == 0
	[place, clause] := cmek.doubt(role, key, data.facts.kms.needed.actions)
}

# Roles with a key of another account, unless more than one half is at fault.
_pairs contains [role, key] if {
	some role in cmek.roles
	some key in cmek.used(role)
	some answer in cmek.answers(role, key, data.facts.kms.needed.actions)
	answer.cross_account
	not _worse(role, key)
}

_worse(role, key) if {
	count(cmek.barred(role, key)) > 0
	not cmek.half(role, key)
}

_repair["identity"] := "allow the role both on the key's ARN"

_repair["resource"] := "have the key's policy allow both to the role's ARN"
