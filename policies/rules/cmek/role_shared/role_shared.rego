# METADATA
# title: Role that others use as well
# description: |
#   The role that Pinecone assumes also trusts an AWS service, an identity provider or
#   identities of one's own accounts. What is granted to one is granted to all, and none can
#   be cut off alone. Principals of other accounts belong to trust-admits-others.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [aws_iam_role, policy_document]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.5.15]
#     nist-800-53: [AC-6]
#     pci-dss: [7.2.5]
#   section: Create a role
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Give each its own `aws_iam_role`.
#     cloudformation: Give each its own `AWS::IAM::Role`.
#     policy: Take the other principals out of the trust policy, and give each a role of its own.
#   since: 0.1.0
package policies.rules.cmek.role_shared

import data.policies.lib.access
import data.policies.lib.result

applies := access.trusting_ids

deny contains result.at(subject, answer.place.pointer, message) if {
	some subject in access.trusting
	some answer in _shared(subject)
	_enters(answer)
	not _open(answer)
	message := $`{access.called(subject)} also admits {answer.principal}: have a role that only Pinecone can assume`
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some answer in _shared(subject)
	not _enters(answer)
	[pointer, clause] := access.depends(answer)
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some [pointer, clause] in ((access.hidden(subject) | access.unnamed(subject)) | access.services(subject))
}

# Whom a statement for everyone lets in is told by trust-wildcard-unbounded, but for one's own.
_open(answer) if {
	answer.wildcard
	answer.kind != "own_account"
}

_shared(subject) := {answer |
	some answer in access.others(subject)
	answer.kind in {"service", "federated", "own_account"}
}

_enters(answer) if answer.effect == "allowed"

# It gets in by some request, if not by every one.
_enters(answer) if answer.conditional
