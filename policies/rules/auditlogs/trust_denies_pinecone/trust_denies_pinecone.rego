# METADATA
# title: Pinecone cannot assume the role for audit logs
# description: |
#   The trust policy of the role does not let in the account that Pinecone's integrations come
#   from, or AWS refuses the policy. Pinecone then writes no audit logs. It sends no external id
#   here, so a policy that asks for one keeps it out too.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_iam_role, policy_document]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.2]
#     iso27001: [A.8.15]
#     nist-800-53: [AU-12]
#     pci-dss: [10.2.1]
#     hipaa: [164.312(b)]
#   section: Enable audit logs
#   url: https://docs.pinecone.io/guides/operations/integrations/integrate-with-amazon-s3
#   remediation:
#     terraform: Name `arn:aws:iam::713131977538:root` as principal of `sts:AssumeRole`, without a condition.
#     cloudformation: >-
#       Name `arn:aws:iam::713131977538:root` as principal of `sts:AssumeRole` in `AssumeRolePolicyDocument`, without a
#       condition.
#     policy: Name `arn:aws:iam::713131977538:root` as principal of `sts:AssumeRole`, without a condition.
#     console: Edit the trust policy of the role in IAM to trust another AWS account, 713131977538.
#   since: 0.1.0
package policies.rules.auditlogs.trust_denies_pinecone

import data.policies.lib.access
import data.policies.lib.auditlogs
import data.policies.lib.result

applies := auditlogs.trusting_ids

deny contains result.chained(result.at(role, place.pointer, message), auditlogs.way(role)) if {
	some role in auditlogs.trusting
	auditlogs.kept_out(role)
	not role.access.problems
	place := auditlogs.pinecone(role)[0].place
	fault := $"keeps out Pinecone's account {role.access.pinecone.id}: it {place.clause}"
	message := $"{access.called(role)} {fault}; name the account's root, and ask for no external id"
}

deny contains result.at(role, problem.pointer, $`AWS refuses {access.called(role)}: {problem.clause}`) if {
	some role in auditlogs.trusting
	some problem in role.access.problems
}

deny contains result.undecided(role, pointer, clause) if {
	some role in auditlogs.trusting
	not auditlogs.kept_out(role)
	not role.access.problems
	[pointer, clause] := _doubt(role)
}

# What AWS may refuse lets in nobody.
deny contains result.undecided(role, pointer, clause) if {
	some role in auditlogs.trusting
	not auditlogs.kept_out(role)
	not role.access.problems
	some [pointer, clause] in access.versionless(role)
}

# The account as a whole has to get in: who of it comes, nobody publishes.
_doubt(role) := access.depends(open[0]) if {
	not auditlogs.admitted(role)
	open := [request | some request in auditlogs.pinecone(role); request.effect == "unknown"]
} else := [auditlogs.trust_pointer(role), clause] if {
	not auditlogs.admitted(role)
	clause := "Pinecone does not publish which identity of its account comes, and the policy admits only some"
}
