# METADATA
# title: Key that others can use
# description: |
#   The policy of the key, or a grant on it, lets in everyone, or an AWS account that is neither
#   its owner's nor declared. They can decrypt what Pinecone stores, or let others do so by a
#   grant.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [aws_kms_key, policy_document]
#   needs: ["grants:*"]
#   reads: [/policy, "aws_kms_grant:/grantee_principal", "aws_kms_grant:/operations"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1, CC6.6]
#     iso27001: [A.5.15, A.8.24]
#     nist-800-53: [AC-3, SC-12]
#     pci-dss: [3.6.1]
#     hipaa: [164.312(a)(1)]
#   section: Create an AWS KMS key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |
#       Name the role that Pinecone assumes and your own account as the principals of the key's policy, and remove an
#       `aws_kms_grant` to another.
#     cloudformation: Name the role that Pinecone assumes and your own account as the principals in `KeyPolicy`.
#     policy: Name the role that Pinecone assumes and your own account as the principals of the key's policy.
#     console: Edit the key policy in KMS, and remove the principal. Revoke a grant by the command line.
#     manifest: Declare an account that is yours in `organization.aws_accounts`.
#   since: 0.1.0
package policies.rules.cmek.key_policy_public

import data.policies.lib.access
import data.policies.lib.cmek
import data.policies.lib.result

applies contains key.id if some key in cmek.holders

deny contains result.policy(key, place, message) if {
	some key in cmek.holders
	entering := [answer | some answer in _others(key); answer.effect == "allowed"]
	some [place, principal] in {[answer.place, answer.principal] | some answer in entering}
	can := cmek.actions([answer | some answer in entering; answer.place == place; answer.principal == principal], "and")
	who := _who(place, principal, entering)
	message := $`{who} can {can} {_called(key)}, as {place.clause}: let in none but your own accounts`
}

deny contains result.undecided(key, pointer, clause) if {
	some key in cmek.holders
	some answer in _others(key)
	answer.effect == "unknown"
	[pointer, clause] := access.depends(answer)
}

# A service acts for somebody else, whom the key's own account lets in.
_others(key) := [answer | some answer in object.get(key.access, "others", []); answer.kind != "service"]

_who(place, principal, entering) := $"anyone, such as {principal}," if {
	some answer in entering
	answer.place == place
	answer.principal == principal
	startswith(answer.kind, "stranger")
} else := principal

_called(key) := $`the key of the policy in "{key.name}"` if {
	key.values.document
} else := $`key "{key.name}"`
