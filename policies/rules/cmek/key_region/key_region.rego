# METADATA
# title: Key far from its project's indexes
# description: |
#   The key is in no region that holds an index of its project. Every use of it crosses
#   regions: slower, and an outage of either region stops the index.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_cmek_key]
#   needs: [/key, "project:indexes:*"]
#   environments: production
#   precision: high
#   section: Create an AWS KMS key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     manifest: Register a key of a region that holds the indexes, in a new project.
#   since: 0.1.0
package policies.rules.cmek.key_region

import data.policies.lib.cmek
import data.policies.lib.resource
import data.policies.lib.result

applies contains key.id if some key in _subjects

deny contains result.at(key, "/key", message) if {
	some key in _subjects
	region := cmek.key_region(key)
	regions := _index_regions(key)
	regions & {region, null} == set()
	message := $`key "{key.name}" is in "{region}" and its indexes are not: use a key in "{concat(", ", regions)}"`
}

deny contains result.undecided(key, "/key", message) if {
	some key in _subjects
	not _comparable(key)
	message := $`key "{key.name}" may be far from its indexes: its region, or one of theirs, is not known`
}

_subjects contains key if {
	some key in input.resources.pinecone_cmek_key
	_index_regions(key) != set()
}

_comparable(key) if cmek.key_region(key) in _index_regions(key)

_comparable(key) if {
	cmek.key_region(key)
	not null in _index_regions(key)
}

# null stands for an index whose region is not known.
_index_regions(key) := {object.get(index.values, "region", null) |
	some project in resource.linked(key, "project")
	some index in resource.linked(project, "indexes")
}
