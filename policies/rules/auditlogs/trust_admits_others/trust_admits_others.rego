# METADATA
# title: Role for audit logs that others can assume
# description: |
#   The trust policy admits more than the account of Pinecone's integrations: an account that it
#   names beside it, or anyone. Who gets in can write to the bucket of the audit logs what
#   Pinecone never logged. Services, identity providers and one's own accounts are not judged.
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
#     iso27001: [A.5.15, A.8.15]
#     nist-800-53: [AC-3, AU-9]
#     pci-dss: [7.2.5, 10.3.2]
#     hipaa: [164.312(a)(1)]
#   section: Enable audit logs
#   url: https://docs.pinecone.io/guides/operations/integrations/integrate-with-amazon-s3
#   remediation:
#     terraform: Leave only `arn:aws:iam::713131977538:root` as principal.
#     cloudformation: Leave only `arn:aws:iam::713131977538:root` as principal in `AssumeRolePolicyDocument`.
#     policy: Leave only `arn:aws:iam::713131977538:root` as principal.
#     console: Take the other principals out of the trust policy of the role in IAM.
#   since: 0.1.0
package policies.rules.auditlogs.trust_admits_others

import data.policies.lib.access
import data.policies.lib.auditlogs
import data.policies.lib.result

applies := auditlogs.trusting_ids

deny contains result.at(role, answer.place.pointer, message) if {
	some role in auditlogs.trusting
	some answer in _others(role)
	answer.effect == "allowed"
	can := $"{access.who(answer)} can assume it: {answer.place.clause}"
	message := $`{access.called(role)} admits others: {can}; admit account {role.access.pinecone.id} alone`
}

deny contains result.undecided(role, pointer, clause) if {
	some role in auditlogs.trusting
	some answer in _others(role)
	answer.effect == "unknown"
	[pointer, clause] := access.depends(answer)
}

deny contains result.undecided(role, auditlogs.trust_pointer(role), "the trust policy was not read") if {
	some role in auditlogs.trusting
	not role.access.trust
	not role.access.problems
}

_others(role) := [answer |
	some answer in access.others(role)
	not answer.kind in {"service", "federated", "own_account"}
]
