# METADATA
# title: Not a trust policy
# description: |
#   AWS refuses the document as the trust policy of a role, or takes another meaning from it:
#   it has a Resource, an action of another service or no Principal, an unknown version or
#   element, or comments. The guide's snippet for keys outside the account is a policy for the
#   role's permissions and no trust policy.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_iam_role, policy_document]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: very-high
#   section: Grant access to keys outside your account
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |-
#       Have `assume_role_policy` hold statements of Effect, Principal, Action and Condition;
#       permissions go to an `aws_iam_role_policy`.
#     cloudformation: >-
#       Have `AssumeRolePolicyDocument` hold statements of Effect, Principal, Action and Condition; permissions go to
#       `Policies`.
#     policy: >-
#       Leave Effect, Principal, Action and Condition in the statements of the trust policy; permissions go to a
#       policy of their own.
#   since: 0.1.0
package policies.rules.cmek.trust_shape

import data.policies.lib.access
import data.policies.lib.placeholder
import data.policies.lib.result

applies := access.trusting_ids

deny contains result.at(subject, problem.pointer, message) if {
	some subject in access.trusting
	some problem in object.get(subject.access, "problems", [])
	not placeholder.first(problem.clause)
	message := $`AWS refuses {access.called(subject)}: {problem.clause}`
}

deny contains result.at(subject, action.pointer, message) if {
	some subject in access.trusting
	some statement in object.get(subject.access, "trust", [])
	some action in object.get(statement, "actions", [])
	not action.unknown
	not regex.match(`^(?i)(sts:|\*)`, action.text)
	fault := $`has the action "{action.text}", which no role is assumed with: allow "sts:AssumeRole"`
	message := $"{access.called(subject)} {fault}"
}

deny contains result.at(file, "/document", message) if {
	some file in access.trusting
	file.values.comments
	message := $`{access.called(file)} has comments, which AWS refuses: give AWS plain JSON`
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some [pointer, clause] in (access.hidden(subject) | access.shapeless(subject))
}
