# METADATA
# title: More than assuming the role
# description: |
#   The trust policy also lets Pinecone tag the session, set its source identity or its
#   context. Pinecone asks for sts:AssumeRole alone, and what it may tag can open other
#   policies that look at tags.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [aws_iam_role, policy_document]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   patch: true
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.5.15]
#     nist-800-53: [AC-6]
#     pci-dss: [7.2.5]
#   section: Create a role
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Set the action of the statement to `sts:AssumeRole`.
#     cloudformation: Set the action of the statement in `AssumeRolePolicyDocument` to `sts:AssumeRole`.
#     policy: Set the action of the statement to `sts:AssumeRole`.
#   since: 0.1.0
package policies.rules.cmek.trust_action

import data.policies.lib.access
import data.policies.lib.result

applies := access.trusting_ids

deny contains result.patched(result.at(subject, place.pointer, message), _narrow(subject, place)) if {
	some subject in access.trusting
	more := [answer |
		some answer in object.get(subject.access, "assume", [])
		answer.kind == "pinecone"
		answer.action != "sts:AssumeRole"
		answer.effect == "allowed"
	]
	some place in {answer.place | some answer in more}
	actions := concat(", ", {answer.action | some answer in more; answer.place == place})
	message := $`{access.called(subject)} also lets Pinecone do {actions} ({place.clause}): allow "sts:AssumeRole" alone`
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some [pointer, clause] in union({
		access.hidden(subject), access.elements(subject, "Action"), access.elements(subject, "NotAction"),
	})
}

# Of a list the action goes that allows too much; one that assuming the role hangs on is
# replaced.
deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some answer in object.get(subject.access, "assume", [])
	answer.kind == "pinecone"
	answer.action != "sts:AssumeRole"
	answer.effect == "unknown"
	[pointer, clause] := access.depends(answer)
}

_narrow(subject, place) := [operation |
	regex.match(`/Action(/[0-9]+)?$`, place.pointer)
	actions := access.statement(subject, place.pointer).actions
	some operation in _operations(place.pointer, {lower(action.text) | some action in actions})
]

_operations(pointer, texts) := [{"op": "remove", "path": pointer}] if {
	"sts:assumerole" in texts
	regex.match(`/Action/[0-9]+$`, pointer)
} else := [result.set(pointer, "sts:AssumeRole")]
