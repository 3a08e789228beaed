# METADATA
# title: Index without deletion protection
# description: |
#   The index can be deleted by one call, from code, the console or a plan. Deletion is
#   final for its owner: Pinecone has no undo. Deletion protection is off unless it is
#   asked for.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
#   needs: [/deletion_protection]
#   environments: production
#   precision: very-high
#   patch: true
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.8.9]
#     nist-800-53: [CM-6]
#     hipaa: [164.312(c)(1)]
#   section: "Error handling: 403; Data deletion"
#   url: https://docs.pinecone.io/guides/production/error-handling
#   remediation:
#     terraform: >-
#       Set `deletion_protection = "enabled"` on the `pinecone_index`. A provider before 1.0.0 does not have it: upgrade
#       it first.
#     console: Open the index, choose Configure, and turn deletion protection on.
#     api: "PATCH /indexes/{name} with `{\"deletion_protection\": \"enabled\"}`."
#   since: 0.1.0
package policies.rules.indexes.deletion_protection

import data.policies.lib.known
import data.policies.lib.provider
import data.policies.lib.result

deny contains result.patched(found, [result.set("/deletion_protection", "enabled")]) if {
	some index in _open
	provider.lacking(index, "deletion_protection") == []
	found := result.at(index, "/deletion_protection", $`{_what(index)}: set it to "enabled"`)
}

# A provider that does not have the attribute refuses it, so there is no patch.
deny contains result.beside(found, root, pointer, "the provider, which is too old") if {
	some index in _open
	[root, pointer, first] := provider.lacking(index, "deletion_protection")[0]
	found := result.at(index, "/deletion_protection", $`{_what(index)}: {first}, and set it to "enabled"`)
}

_open := [index |
	some index in input.resources.pinecone_index
	known.differs(index, "/deletion_protection", "enabled")
]

_what(index) := $`index "{index.name}" has no deletion protection, so one call deletes it and its data`
