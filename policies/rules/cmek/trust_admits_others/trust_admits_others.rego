# METADATA
# title: Role that others can assume
# description: |
#   The trust policy names a principal that is not one of Pinecone's CMEK roles and that can
#   assume the role, and so decrypt what Pinecone stores. The message names one who gets in. A
#   role with the right name in another account belongs to trust-account, a principal "*" to
#   trust-wildcard-unbounded, and services, identity providers and one's own accounts to
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
#   controls:
#     soc2: [CC6.1, CC6.6]
#     iso27001: [A.5.15, A.8.24]
#     nist-800-53: [AC-3, SC-12]
#     pci-dss: [3.6.1]
#     hipaa: [164.312(a)(1)]
#   section: Create a role
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Leave only `arn:aws:iam::<Pinecone's account>:role/pinecone_cmek_access_<region>` as principals.
#     cloudformation: >-
#       Leave only `arn:aws:iam::<Pinecone's account>:role/pinecone_cmek_access_<region>` as principals in
#       `AssumeRolePolicyDocument`.
#     policy: Leave only `arn:aws:iam::<Pinecone's account>:role/pinecone_cmek_access_<region>` as principals.
#   since: 0.1.0
package policies.rules.cmek.trust_admits_others

import data.policies.lib.access
import data.policies.lib.result

applies := access.trusting_ids

deny contains result.at(subject, answer.place.pointer, message) if {
	some subject in access.trusting
	some answer in _named(subject)
	answer.effect == "allowed"
	message := $`{access.called(subject)} admits others: {access.witness(answer)}; name Pinecone's CMEK roles alone`
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some answer in _named(subject)
	answer.effect == "unknown"
	[pointer, clause] := access.depends(answer)
}

_named(subject) := {answer |
	some answer in access.others(subject)
	not answer.wildcard
	not answer.kind in {"service", "federated", "own_account", "other_account"}
}
