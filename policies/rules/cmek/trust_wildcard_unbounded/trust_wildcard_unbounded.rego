# METADATA
# title: Role that is open to strangers
# description: |
#   The principal is "*", or whom NotPrincipal leaves, and the conditions do not bound who may
#   come to Pinecone's CMEK roles in Pinecone's account. An external id does not help: it is
#   no secret. This rule owns what a statement for everyone lets in; principals that a policy
#   names are told by trust-admits-others and trust-account, and those of one's own accounts by
#   role-shared.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [aws_iam_role, policy_document]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   patch: true
#   controls:
#     soc2: [CC6.1, CC6.6]
#     iso27001: [A.5.15, A.8.24]
#     nist-800-53: [AC-3, SC-12]
#     pci-dss: [3.6.1]
#     hipaa: [164.312(a)(1)]
#   section: Create a role, all regions and external ID
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |-
#       Name the roles as principals, or add `StringLike` on `aws:PrincipalArn` with
#       `arn:aws:iam::<Pinecone's account>:role/pinecone_cmek_access_*`.
#     cloudformation: >-
#       Name the roles as principals in `AssumeRolePolicyDocument`, or add `StringLike` on `aws:PrincipalArn` with
#       `arn:aws:iam::<Pinecone's account>:role/pinecone_cmek_access_*`.
#     policy: >-
#       Name the roles as principals, or add `StringLike` on `aws:PrincipalArn` with `arn:aws:iam::<Pinecone's
#       account>:role/pinecone_cmek_access_*`.
#   since: 0.1.0
package policies.rules.cmek.trust_wildcard_unbounded

import data.policies.lib.access
import data.policies.lib.result

applies := access.trusting_ids

deny contains result.patched(result.at(subject, answer.place.pointer, message), _bound(subject, answer)) if {
	some subject in access.trusting
	some answer in _entering(subject)
	answer.effect == "allowed"
	not access.mistaken(subject, answer)
	message := concat("", [
		$"{access.called(subject)} is open: {access.witness(answer)}: {answer.place.clause}; ",
		"bound aws:PrincipalArn to Pinecone's account and the name of its roles",
	])
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some answer in _entering(subject)
	answer.effect == "unknown"
	[pointer, clause] := access.depends(answer)
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some [pointer, clause] in (access.hidden(subject) | access.unnamed(subject))
}

_entering(subject) := [answer |
	some answer in access.others(subject)
	answer.wildcard
	answer.kind != "own_account"
]

_bound(subject, answer) := [result.set(pointer, arn) |
	account := access.declared_account(subject)
	pointer := $"{access.statement(subject, answer.place.pointer).pointer}/Condition/StringLike/aws:PrincipalArn"
	arn := $"arn:aws:iam::{account}:role/pinecone_cmek_access_*"
]
