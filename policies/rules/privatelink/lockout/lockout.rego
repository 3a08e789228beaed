# METADATA
# title: Private access only, and something cannot get in
# description: |
#   With public access off, only requests through a private endpoint of the index's own region
#   are served. An index without a working endpoint, and a client without a private route, are
#   cut off. A client whose API key can only manage indexes is not: that goes elsewhere.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [pinecone_project]
#   needs: ["indexes:/region"]
#   applies_needs: ["/private_endpoints/public_access?"]
#   reads: ["pinecone_index:/region"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC8.1, A1.2]
#     iso27001: [A.5.29, A.8.32]
#     nist-800-53: [CM-3]
#     pci-dss: [6.5.1]
#   section: "Configure Private Endpoints: Manage internet access to your project, warning"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     console: Turn VPC endpoint access only off until every region of the project has a working endpoint.
#     manifest: "Register an endpoint for every region, and declare `private: true` on each workload with a route."
#   since: 0.1.0
package policies.rules.privatelink.lockout

import data.policies.lib.apikey
import data.policies.lib.endpoint
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies contains project.id if some project in _closed

deny contains result.beside(result.absent(project, _access, _types, message), index, "/region", "the index") if {
	some project in _closed
	some index in resource.linked(project, "indexes")
	region := known.value(index, "/region")
	endpoint.uncovered(project, region)
	message := $`project "{project.name}" cuts off index "{index.name}": register a working endpoint in "{region}"`
}

deny contains result.beside(result.at(project, _access, message), workload, "/private", "the workload") if {
	some [project, workload] in _clients
	known.value(workload, "/private") == false
	not _may_only_manage(workload)
	message := $`project "{project.name}" cuts off workload "{workload.name}": give it a private route`
}

deny contains result.undecided(project, _access, message) if {
	some [project, workload] in _clients
	why := _doubt(workload)
	message := $`whether project "{project.name}" cuts off workload "{workload.name}" is not known: {why}`
}

deny contains result.undecided(project, _access, message) if {
	some project in _closed
	some region in (endpoint.client_regions(project) | endpoint.index_regions(project))
	not endpoint.covered(project, region)
	message := $`project "{project.name}" has no endpoint known to lead from "{region}": register one there`
}

# The control plane is not behind private endpoints, so who has nothing else to do is not cut off.
_clients contains [project, workload] if {
	some project in _closed
	some workload in resource.linked(project, "workloads")
	not _only_manages(workload)
}

_only_manages(workload) if {
	keys := resource.linked(workload, "api_key")
	count(keys) > 0
	every key in keys { apikey.manages_only(key) }
}

_may_only_manage(workload) if {
	some key in resource.linked(workload, "api_key")
	apikey.unclear(key)
}

_doubt(workload) := `"private" is not declared` if {
	known.unknown(workload, "/private")
} else := "what its API key can do is not" if {
	known.value(workload, "/private") == false
	_may_only_manage(workload)
}

_closed contains project if {
	some project in input.resources.pinecone_project
	known.value(project, _access) == "disabled"
}

_access := "/private_endpoints/public_access"

_types := ["pinecone_private_endpoint"]
