# METADATA
# title: External id that can be guessed
# description: |
#   The external id is not a UUID v4, or another project has it too. Then it does not tell
#   Pinecone's customers, or one's own projects, apart. A placeholder belongs to
#   cmek/placeholder, a pattern with a wildcard to trust-external-id.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [aws_iam_role, policy_document, pinecone_cmek_key]
#   applies_needs: ["/external_id?"]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1, CC6.6]
#     iso27001: [A.5.15, A.8.24]
#     nist-800-53: [AC-3, IA-9]
#     pci-dss: [3.6.1]
#   section: Create a role, external ID
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Generate one with `uuidgen` for each project, and register the same with Pinecone.
#     cloudformation: Generate one with `uuidgen` for each project, and register the same with Pinecone.
#     policy: Generate one with `uuidgen` for each project, and register the same with Pinecone.
#     manifest: Declare the new id once it is registered with Pinecone.
#   since: 0.1.0
package policies.rules.cmek.external_id_weak

import data.policies.lib.access
import data.policies.lib.known
import data.policies.lib.placeholder
import data.policies.lib.resource
import data.policies.lib.result

applies contains key.id if {
	some key in input.resources.pinecone_cmek_key
	known.value(key, "/external_id")
}

applies contains id if some id in access.trusting_ids

deny contains result.at(subject, id.pointer, message) if {
	some subject in access.trusting
	some id in object.get(subject.access, "external_ids", [])
	not _is_pattern(subject, id)
	some fault in _faults(id.value, object.get(id, "projects", []))
	message := $`the external id "{id.value}" of {access.called(subject)} {fault}: give each project a UUID v4 of its own`
}

deny contains result.at(subject, id.pointer, message) if {
	some subject in access.trusting
	some id in object.get(subject.access, "external_ids", [])
	_is_pattern(subject, id)
	trim(id.value, "*?") != ""
	pattern := $`the external id "{id.value}" of {access.called(subject)} is a pattern, which many ids fit`
	message := $"{pattern}: require one UUID v4 with StringEquals"
}

# Where the role's policy asks for it, the finding stands there.
deny contains result.at(key, "/external_id", message) if {
	some key in input.resources.pinecone_cmek_key
	value := known.value(key, "/external_id")
	asked := {id.value | some role in resource.linked(key, "role"); some id in role.access.external_ids}
	not value in asked
	some fault in _faults(value, [])
	message := $`the external id "{value}" of key "{key.name}" {fault}: give each project a UUID v4 of its own`
}

deny contains result.undecided(subject, condition.pointer, clause) if {
	some subject in access.trusting
	some condition in access.asked(subject)
	some value in condition.values
	value.unknown
	clause := $"what it asks for is not known: {access.untold(subject, value)}"
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some [pointer, clause] in (access.hidden(subject) | access.elements(subject, "Condition"))
}

# The expression that is not known or, of a value that has none, why.
# To StringEquals a "*" is text. One that any id fits is for cmek/trust-external-id.
_is_pattern(subject, id) if {
	regex.match(`[*?]`, id.value)
	some condition in access.asked(subject)
	contains(lower(condition.operator), "like")
	some value in condition.values
	value.pointer == id.pointer
}

_faults(value, projects) := {"is no UUID v4"} if {
	not regex.match(`^(?i)[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, value)
	not placeholder.first(value)
} else := {$`is that of project "{name}" too` | some name in projects}
