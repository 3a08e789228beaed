# METADATA
# title: Design beyond a rate limit
# description: |
#   More requests in a second are planned than Pinecone takes. It answers the others with 429.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_index]
#   needs: ["/peak?"]
#   applies_needs: ["/peak?"]
#   environments: production
#   precision: medium
#   controls:
#     soc2: [A1.1]
#     iso27001: [A.8.6]
#     nist-800-53: [CP-2(2)]
#   section: Understand database limits, rate limits
#   url: https://docs.pinecone.io/reference/api/database-limits/rate-limits
#   remediation:
#     manifest: Spread the load over namespaces, and declare how many, or send larger batches less often.
#   since: 0.1.0
package policies.rules.indexes.throughput_design

import data.policies.lib.known
import data.policies.lib.result

applies contains index.id if {
	some index in input.resources.pinecone_index
	index.values.peak
}

deny contains result.at(index, $"/peak/{name}", message) if {
	some [index, "index", name, rate, most] in _high
	message := $`index "{index.name}" is to bear "{rate}" {_words(name)}, and takes "{most}": have the limit raised`
}

deny contains result.at(index, $"/peak/{name}", message) if {
	some [index, "namespace", name, rate, most] in _high
	namespaces := max([1, _namespaces(index)])
	rate > most * namespaces
	load := $`index "{index.name}" is to bear "{rate}" {_words(name)} in "{namespaces}" namespaces that take "{most}" each`
	message := $`{load}: spread it over "{ceil(rate / most)}", or have the limit raised`
}

deny contains result.undecided(index, $"/peak/{name}", message) if {
	some [index, "namespace", name, rate, most] in _high
	not _namespaces(index)
	message := $`over how many namespaces, of which each takes "{most}", "{rate}" {_words(name)} are spread is not known`
}

_high contains [index, scope, name, rate, most] if {
	some index in input.resources.pinecone_index
	some name, rate in index.values.peak
	some scope in ["index", "namespace"]
	most := data.facts.operations.rates[scope][name]
	rate > most
}

_namespaces(index) := [many |
	some pointer in ["/namespaces", "/usage/namespace_count"]
	many := known.value(index, pointer)
][0]

_words(name) := replace(replace(name, "_per_", " a "), "_", " ")
