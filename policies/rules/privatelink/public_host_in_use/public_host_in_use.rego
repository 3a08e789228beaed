# METADATA
# title: Public host of a private index
# description: |
#   Code or configuration names the public host of an index whose project takes requests through
#   private endpoints only. Requests to it are answered with Unauthorized.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
#   needs: []
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC6.7]
#     iso27001: [A.8.22]
#     nist-800-53: [AC-4]
#   section: "Configure Private Endpoints: Read and write data"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints#read-and-write-data
#   remediation:
#     code: "Use the private host: `.svc.private.` in the place of `.svc.`."
#   since: 0.1.0
package policies.rules.privatelink.public_host_in_use

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies contains index.id if {
	some [index, project, _] in _named
	_may_be_closed(project)
}

deny contains result.elsewhere(result.at(index, "", message), host, "/host") if {
	some [index, project, host] in _named
	known.value(project, _access) == "disabled"
	known.value(host, "/private") == false
	not _perhaps_open(index, host)
	message := $`"{host.values.file}" names the public host of index "{index.name}", which is private: use ".svc.private."`
}

deny contains result.undecided(index, "", message) if {
	some [index, project, host] in _named
	known.value(project, _access) == "disabled"
	known.value(host, "/private") == false
	_perhaps_open(index, host)
	names := $`"{host.values.file}" names the public host of an index "{index.name}"`
	message := $`{names}, and whether it is that of "{project.name}" or of a project that is not private is not known`
}

deny contains result.undecided(index, "", message) if {
	some [index, project, host] in _named
	known.hidden(project, _access)
	known.value(host, "/private") == false
	whose := $`whether project "{project.name}" is open to the internet is not known`
	message := $`"{host.values.file}" names the public host, and {whose}`
}

_access := "/private_endpoints/public_access"

_may_be_closed(project) if known.value(project, _access) == "disabled"

_may_be_closed(project) if known.hidden(project, _access)

# A host tells the name of an index, which one in a project that is open may have too.
_perhaps_open(index, host) if {
	not _is(index, host)
	some id in host.links.indexes
	id != index.id
	not id in _closed
}

_is(index, host) if known.value(index, "/host") == known.value(host, "/host")

_closed contains index.id if {
	some index in input.resources.pinecone_index
	some project in resource.linked(index, "project")
	known.value(project, _access) == "disabled"
}

# The indexes whose hosts code names, with their projects.
_named contains [index, project, host] if {
	some index in input.resources.pinecone_index
	some host in resource.linked(index, "hosts")
	known.value(host, "/role") in {"source", "script"}
	some project in resource.linked(index, "project")
}
