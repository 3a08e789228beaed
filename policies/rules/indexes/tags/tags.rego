# METADATA
# title: Index without owner or environment
# description: |
#   The index does not say who answers for it or what it is for. In an incident nobody knows
#   whom to call, and a script that cleans up test indexes cannot tell that this one is not
#   for testing.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: reliability
#   resources: [pinecone_index]
#   needs: []
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.5.9]
#     nist-800-53: [CM-8]
#     pci-dss: [12.5.1]
#   section: Prepare your project structure
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     terraform: >-
#       Add `owner` and `environment` to `tags` of the `pinecone_index`. A provider before 1.0.0 does not have them:
#       upgrade it first.
#     api: "PATCH /indexes/{name} with `{\"tags\": {\"owner\": \"…\", \"environment\": \"…\"}}`."
#   since: 0.1.0
package policies.rules.indexes.tags

import data.policies.lib.known
import data.policies.lib.provider
import data.policies.lib.result
import data.policies.lib.text

deny contains finding if {
	some index in _unusual
	keys := known.keys(index, "/tags")
	present := {lower(key) | some key in keys}
	missing := {tag | some tag, spellings in _tags; spellings & present == set()}
	missing != set()
	some finding in _findings(index, $`index "{index.name}" has no tag {text.quoted(missing)}`)
}

deny contains result.undecided(index, "/tags", message) if {
	some index in _unusual
	not known.keys(index, "/tags")
	message := $`index "{index.name}" has tags that are not known: name its owner and its environment`
}

_findings(index, what) := {result.at(index, "/tags", $`{what}: name its owner and its environment`)} if {
	provider.lacking(index, "tags") == []
} else := {result.beside(found, root, pointer, "the provider, which is too old")} if {
	[root, pointer, first] := provider.lacking(index, "tags")[0]
	found := result.at(index, "/tags", $`{what}: {first}, and name its owner and its environment`)
}

# Nearly every index that has both has them in one of these spellings.
_unusual contains index if {
	some index in input.resources.pinecone_index
	not _plain(index)
}

_plain(index) if {
	some owner in ["owner", "team"]
	index.values.tags[owner]
	index.values.tags.environment
}

_tags := {
	"owner": {"owner", "team", "contact"},
	"environment": {"environment", "env", "stage"},
}
