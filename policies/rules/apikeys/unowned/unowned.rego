# METADATA
# title: API key that no program claims
# description: |
#   No workload and no monitor of the manifest uses the key. Nobody can say what breaks when
#   it is replaced, so it never is, and nobody misses it when it is stolen.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_api_key, pinecone_project]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.2]
#     iso27001: [A.5.9, A.5.16]
#     nist-800-53: [AC-2, IA-5]
#     pci-dss: [7.2.5]
#     hipaa: [164.308(a)(4)(ii)(C)]
#   section: Prepare your project structure
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     manifest: |
#       Name the key as `api_key` of the workload that uses it, or under `monitoring` of its
#       project.
#     console: Where nothing uses the key, delete it.
#   since: 0.1.0
package policies.rules.apikeys.unowned

import data.policies.lib.known
import data.policies.lib.listing
import data.policies.lib.resource
import data.policies.lib.result

applies contains key.id if some key in input.resources.pinecone_api_key

deny contains result.absent(key, "", ["pinecone_workload"], message) if {
	some key in input.resources.pinecone_api_key
	_unclaimed(key)
	known.value(key, "/name")
	not _in_unnamed(key)
	message := $`API key "{key.name}" is used by no workload of the manifest: name the one that uses it, or delete the key`
}

deny contains result.undecided(key, "/name", message) if {
	some key in input.resources.pinecone_api_key
	_unclaimed(key)
	not known.value(key, "/name")
	message := $`the name of API key "{key.name}", by which workloads claim it, is not known`
}

deny contains result.undecided(key, "", message) if {
	some key in input.resources.pinecone_api_key
	_unclaimed(key)
	known.value(key, "/name")
	_in_unnamed(key)
	message := $`the name of the project of API key "{key.name}", in which workloads claim it, is not known`
}

deny contains gap if some gap in listing.gaps("pinecone_project", "api key")

# A key of a project that may be one whose workloads are declared.
_in_unnamed(key) if {
	some project in resource.linked(key, "project")
	known.unknown(project, "/name")
	not known.declared(project)
}

_unclaimed(key) if {
	resource.linked(key, "workloads") == []
	resource.linked(key, "monitors") == []
}
