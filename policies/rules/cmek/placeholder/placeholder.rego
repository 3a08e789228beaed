# METADATA
# title: Placeholder left in
# description: |
#   An account number, id or name is still written as a run of X or Y, as Pinecone's guide
#   prints it. The policy or registration names something that does not exist, so Pinecone
#   cannot use the key.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_cmek_key, aws_iam_role, policy_document]
#   environments: production
#   precision: high
#   section: Create a role
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Replace it; Pinecone's account number stands under Manage, CMEK, Add CMEK in the console.
#     cloudformation: Replace it; Pinecone's account number stands under Manage, CMEK, Add CMEK in the console.
#     policy: Replace it; Pinecone's account number stands under Manage, CMEK, Add CMEK in the console.
#     manifest: Copy the ARNs from AWS, and generate the external id as a UUID v4.
#   since: 0.1.0
package policies.rules.cmek.placeholder

import data.policies.lib.known
import data.policies.lib.placeholder
import data.policies.lib.pointer
import data.policies.lib.result

applies contains candidate.id if some candidate in _candidates

deny contains result.at(candidate, pointer.of(path), message) if {
	some candidate in _candidates
	walk(candidate.values, [path, text])
	is_string(text)
	left := placeholder.first(text)
	message := $`"{candidate.name}" still has the placeholder "{left}": write the real value`
}

deny contains result.undecided(role, "/assume_role_policy", message) if {
	some role in _candidates
	role.purposes
	known.unknown(role, "/assume_role_policy")
	message := $`the trust policy of "{role.name}" is not known whole, so a placeholder may be left in it`
}

deny contains result.undecided(key, attribute, message) if {
	some key in input.resources.pinecone_cmek_key
	some attribute in ["/role", "/key", "/external_id"]
	known.hidden(key, attribute)
	message := $`a part of the registration of key "{key.name}" is not known, and may be a placeholder`
}

_candidates contains key if some key in input.resources.pinecone_cmek_key

_candidates contains role if {
	some role in input.resources.aws_iam_role
	"cmek" in role.purposes
}

# A document in a file of its own says by its words alone what it is for.
_candidates contains file if {
	some file in input.resources.policy_document
	walk(file.values.document, [_, text])
	is_string(text)
	regex.match(`(?i)pinecone|^kms:`, text)
}
