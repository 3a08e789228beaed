# METADATA
# title: Index encrypted with another key than its project's
# description: |
#   The index names another key than the one registered for its project, or none where the
#   project enforces none. Disabling the registered key leaves this index readable.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: security
#   resources: [pinecone_index]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12, SC-28(1)]
#     hipaa: [164.312(a)(2)(iv)]
#   section: Add a key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Give `cmek_id` the ARN of the project's key. The index is created anew, so copy its data first.
#   since: 0.1.0
package policies.rules.cmek.index_key_mismatch

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.result

applies contains index.id if some [index, _, _] in cmek.encrypted

deny contains result.at(index, "/cmek_id", message) if {
	some [index, project, keys] in cmek.encrypted
	seen := _wrong(index, project, keys)
	names := concat(", ", {key.name | some key in keys})
	message := $`index "{index.name}" has key "{seen}" and not its project's: use the key of "{names}"`
}

deny contains result.undecided(index, "/cmek_id", message) if {
	some [index, project, keys] in cmek.encrypted
	not _wrong(index, project, keys)
	not _right(index, project, keys)
	message := $`the key of index "{index.name}", or of its project, is not known`
}

_wrong(index, _, keys) := seen if {
	seen := known.value(index, "/cmek_id")
	every arn in cmek.key_arns(keys) { arn != seen }
}

_wrong(index, project, _) := "none" if {
	known.unset(index, "/cmek_id")
	known.differs(project, "/force_encryption_with_cmek", true)
}

_right(index, _, keys) if known.value(index, "/cmek_id") in cmek.key_arns(keys)

# Both were made from the same key in Terraform, whatever its ARN will be.
_right(index, _, keys) if index.links.key in {key.links.key | some key in keys}

# An index that names no key is given its project's, where the project enforces one.
_right(index, project, _) if {
	known.unset(index, "/cmek_id")
	known.value(project, "/force_encryption_with_cmek") == true
}
