# METADATA
# title: Index encrypted with another key than its project's
# description: |
#   The index names a key that is not the one registered for its project, or names none in a
#   project that does not enforce one. Disabling or deleting the registered key then leaves
#   this index readable, and losing the other key loses the index.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [pinecone_index]
#   needs: [/cmek_id]
#   environments: production
#   precision: high
#   section: Add a key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Give `cmek_id` the ARN of the project's key. The index is created anew, so copy its data first.
#     api: Create a new index with the right `cmek_id`, load it, and delete this one.
#   since: 0.1.0
package policies.rules.cmek.index_key_mismatch

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies contains index.id if {
	some index in input.resources.pinecone_index
	cmek.registered(index) != []
}

deny contains result.at(index, "/cmek_id", message) if {
	some index in input.resources.pinecone_index
	wanted := cmek.registered_arns(index)
	seen := _used(index)
	not seen in wanted
	message := $`index "{index.name}" has key "{seen}" and not its project's: use "{concat(", ", wanted)}"`
}

deny contains result.undecided(index, "/cmek_id", message) if {
	some index in input.resources.pinecone_index
	cmek.registered(index) != []
	not cmek.registered_arns(index)
	_used(index)
	message := $`the key that the project of index "{index.name}" has registered is not known by its ARN`
}

# Where the project enforces a key, an index that names none is given it.
_used(index) := known.value(index, "/cmek_id")

_used(index) := "none" if {
	known.unset(index, "/cmek_id")
	some project in resource.linked(index, "project")
	known.differs(project, "/force_encryption_with_cmek", true)
}
