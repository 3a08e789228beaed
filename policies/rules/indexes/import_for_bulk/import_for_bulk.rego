# METADATA
# title: Bulk load by upsert
# description: |
#   Many millions of records are to be loaded by upserts, which takes long, runs into rate
#   limits, and costs more than an import from object storage.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_index]
#   applies_needs: ["/records?"]
#   environments: production
#   precision: high
#   section: Design your indexes for scale, data ingestion
#   url: https://docs.pinecone.io/guides/index-data/import-data
#   remediation:
#     manifest: Write the records as Parquet to object storage, import them, and declare `load` as import.
#   since: 0.1.0
package policies.rules.indexes.import_for_bulk

import data.policies.lib.known
import data.policies.lib.plan
import data.policies.lib.resource
import data.policies.lib.result

applies contains index.id if some [index, _] in _large

deny contains result.at(index, "/load", message) if {
	some [index, records] in _large
	known.value(index, "/load") == "upsert"
	message := $`index "{index.name}" loads "{records}" records by "upsert": {_advice(index)}`
}

deny contains result.undecided(index, "/load", message) if {
	some [index, records] in _large
	not known.value(index, "/load")
	message := $`how the "{records}" records of index "{index.name}" are loaded is not declared`
}

_large contains [index, records] if {
	some index in input.resources.pinecone_index
	records := index.values.records
	records >= data.facts.operations.bulk.records
}

_advice(index) := $`import them, for which plan "{plan.least({"import"})}" is needed` if {
	plan.lacks(_plan(index), "import")
} else := "import them from object storage"

_plan(index) := current if {
	some project in resource.linked(index, "project")
	some organization in resource.linked(project, "organization")
	current := known.value(organization, "/plan")
}
