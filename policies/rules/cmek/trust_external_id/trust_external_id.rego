# METADATA
# title: External id that is not required
# description: |
#   Pinecone can assume the role without the external id that was meant to be required: one is
#   registered, a condition asks for one and does not hold anybody to it, the principal is "*",
#   or lint.require_external_id demands one of every role. Another customer of Pinecone's who
#   learns the role's ARN could have Pinecone use it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [aws_iam_role, policy_document]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   patch: true
#   controls:
#     soc2: [CC6.1, CC6.6]
#     iso27001: [A.5.15, A.8.24]
#     nist-800-53: [AC-3, IA-9]
#     pci-dss: [3.6.1]
#   section: Create a role, external ID
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Add `StringEquals` on `sts:ExternalId` with the registered id to the statement that admits Pinecone.
#     cloudformation: >-
#       Add `StringEquals` on `sts:ExternalId` with the registered id to the statement of `AssumeRolePolicyDocument`
#       that admits Pinecone.
#     policy: Add `StringEquals` on `sts:ExternalId` with the registered id to the statement that admits Pinecone.
#   since: 0.1.0
package policies.rules.cmek.trust_external_id

import data.policies.lib.access
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies := access.trusting_ids

deny contains result.patched(result.at(subject, place.pointer, message), repair) if {
	some subject in access.trusting
	loose := [answer | some answer in _loose(subject); answer.effect == "allowed"]
	some place in {answer.place | some answer in loose}
	answer := [found | some found in loose; found.place == place][0]
	message := concat("", [
		$`{access.called(subject)} lets Pinecone in {access.external_id(answer)}: {place.clause}; `,
		"require the registered id with StringEquals on sts:ExternalId",
	])
	repair := access.required_id(subject, place.pointer)
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some answer in _loose(subject)
	answer.effect == "unknown"
	[pointer, clause] := access.depends(answer)
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some [pointer, clause] in access.hidden(subject)
}

_loose(subject) := [answer |
	some answer in access.pinecone(subject)
	answer.external_id in {"none", "empty", "wrong", "other_project", "upper_case"}
	_demanded(subject, answer)
]

_demanded(_, answer) if answer.wildcard

_demanded(subject, _) if {
	some registration in resource.linked(subject, "cmek_keys")
	known.value(registration, "/external_id")
}

_demanded(subject, _) if count(access.asked(subject)) > 0

_demanded(_, _) if data.settings.require_external_id == true
