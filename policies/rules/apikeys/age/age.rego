# METADATA
# title: Old API key
# description: |
#   The key is older than the team lets keys be. A key does not expire: what leaked long ago,
#   into a log, an image or a laptop that was sold, opens the project until the key is
#   replaced. Its age is that of its role, which is not older than the key, or is told by the
#   audit log.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_api_key]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.5.17]
#     nist-800-53: [IA-5]
#     pci-dss: [8.6.3]
#     hipaa: [164.308(a)(5)(ii)(D)]
#   section: Manage the API keys
#   url: https://docs.pinecone.io/guides/projects/manage-api-keys
#   remediation:
#     console: Create a new key with the same permissions, switch its program to it, and delete this one.
#     terraform: Replace the `pinecone_api_key`, with `create_before_destroy` where the program must not stop.
#     manifest: Set `lint.max_key_age` to what the team has decided.
#   since: 0.1.0
package policies.rules.apikeys.age

import data.policies.lib.age
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.settings

deny contains result.at(key, "", message) if {
	some key in input.resources.pinecone_api_key
	days := max(_days(key))
	days > settings.max_key_age_days
	message := $`API key "{key.name}" is "{days}" days old or more: replace it within "{settings.max_key_age_days}" days`
}

deny contains result.undecided(key, "/name", message) if {
	some key in input.resources.pinecone_api_key
	_days(key) == set()
	message := $`neither a role binding nor an event of the audit log tells how old API key "{key.name}" is`
}

_days(key) := {days |
	some [thing, pointer] in _signs(key)
	days := age.days(thing, known.value(thing, pointer))
}

_signs(key) := array.concat(
	[[binding, "/created_at"] | some binding in resource.linked(key, "role_bindings")],
	[[event, "/time"] |
		some event in resource.linked(key, "audit_events")
		known.value(event, "/action") == "create"
	],
)
