# METADATA
# description: Which projects and which KMS keys customer-managed encryption is about.
package policies.lib.cmek

import data.policies.lib.arn
import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# scope: document
# description: |
#   True where a project is encrypted with its owner's key, or is meant to be: it is
#   enforced, the manifest requires it, or a key is registered, which only a project that
#   was created for it takes.
expected(project) if known.value(project, "/force_encryption_with_cmek") == true

expected(project) if known.value(project, "/cmek/required") == true

expected(project) if count(project.links.cmek_keys) > 0

# METADATA
# description: The KMS keys that Pinecone encrypts with.
keys := [key |
	some key in object.get(input.resources, "aws_kms_key", [])
	"cmek" in key.purposes
]

# METADATA
# description: The ids of those keys, for rules that judge all of them.
key_ids contains key.id if some key in keys

# METADATA
# description: |
#   The ARN of a registered key, from the registration or from the key that it names by a
#   Terraform address. Undefined where neither is known.
key_arn(registration) := value if {
	value := known.value(registration, "/key")
	startswith(value, "arn:")
} else := [value |
	some key in resource.linked(registration, "key")
	value := known.value(key, "/arn")
][0]

# METADATA
# scope: document
# description: The region of a registered key, by its ARN or by what declares it.
key_region(registration) := arn.region(key_arn(registration)) if {
	key_arn(registration)
} else := [value |
	some key in resource.linked(registration, "key")
	value := known.value(key, "/region")
][0]

# METADATA
# description: The ARNs of some registered keys, undefined where one of them is not known.
key_arns(registrations) := arns if {
	arns := [key_arn(registration) | some registration in registrations]
	count(arns) == count(registrations)
}

# METADATA
# description: |
#   The indexes of projects with registered keys, each with its project and all of the
#   project's keys. They come with the first key, so that no index comes twice where keys
#   are judged apart from each other.
encrypted contains [index, project, resource.linked(project, "cmek_keys")] if {
	some registration in input.resources.pinecone_cmek_key
	some project in resource.linked(registration, "project")
	project.links.cmek_keys[0] == registration.id
	some index in resource.linked(project, "indexes")
}
