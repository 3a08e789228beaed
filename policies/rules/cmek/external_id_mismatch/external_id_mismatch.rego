# METADATA
# title: External id that differs from the registered one
# description: |
#   Pinecone comes with the external id that was registered with the key, and the trust policy
#   asks for another, or for one where none is registered. Pinecone cannot assume the role, so
#   no index can be read or written.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_iam_role, policy_document]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   section: Add a key, step 6
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Require the registered external id in the trust policy.
#     cloudformation: Require the registered external id in `AssumeRolePolicyDocument`.
#     policy: Require the registered external id in the trust policy.
#     manifest: Declare the external id that is registered; a registered one cannot be changed.
#   since: 0.1.0
package policies.rules.cmek.external_id_mismatch

import data.policies.lib.access
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies := access.trusting_ids

deny contains finding if {
	some subject in access.trusting
	some registration in resource.linked(subject, "cmek_keys")
	some answer in _registered(subject, registration)
	answer.effect in {"implicitDeny", "explicitDeny"}
	_comes(subject, answer.region) # one that never gets in is another fault
	message := concat("", [
		$`{access.called(subject)} keeps out {_with(registration)} key "{registration.name}": `,
		$`it {answer.place.clause}; register and require the same`,
	])
	finding := result.beside(
		result.at(subject, answer.place.pointer, message),
		registration, "/external_id", "what is registered",
	)
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some registration in resource.linked(subject, "cmek_keys")
	some answer in _registered(subject, registration)
	answer.effect == "unknown"
	[pointer, clause] := access.depends(answer)
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some [pointer, clause] in access.hidden(subject)
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	count(resource.linked(subject, "cmek_keys")) == 0
	some [pointer, clause] in access.elements(subject, "Condition")
}

deny contains result.undecided(subject, access.policy(subject), message) if {
	some subject in access.trusting
	count(resource.linked(subject, "cmek_keys")) == 0
	demanded := _admitted(subject, {"own"}) - _admitted(subject, {"none", "wrong"})
	count(demanded) > 0
	message := concat("", [
		$`{access.called(subject)} asks for an external id, and which one is registered with Pinecone is not known: `,
		"declare the key below cmek.keys of its project",
	])
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	count(resource.linked(subject, "cmek_keys")) == 0
	some answer in access.pinecone(subject)
	answer.external_id == "own"
	answer.effect == "unknown"
	not answer.region in _admitted(subject, {"none", "wrong"})
	[pointer, clause] := access.depends(answer)
}

# A key that is declared without an external id is used without one.
_with(registration) := "the external id that is registered for" if {
	known.value(registration, "/external_id")
} else := "Pinecone, for which no external id is declared with"

# The regions whose role gets in with one of some external ids.
_admitted(subject, ids) := {answer.region |
	some answer in access.pinecone(subject)
	answer.external_id in ids
	answer.effect == "allowed"
}

# Whether Pinecone's role of the region gets in, or may, with an id that is not registered.
_comes(subject, region) if {
	some answer in access.pinecone(subject)
	answer.region == region
	answer.effect in {"allowed", "unknown"}
}

_registered(subject, registration) := {answer |
	some answer in access.pinecone(subject)
	answer.registration == registration.id
}
