# METADATA
# description: Small resources for tests of rules, and what rules said of them.
package policies.lib.sample_test

# METADATA
# description: A resource of which all attributes are known.
whole(id, values) := {"id": id, "name": id, "complete": true, "values": values}

# METADATA
# description: A resource of which only these attributes are known.
partial(id, values) := {"id": id, "name": id, "complete": false, "values": values}

# METADATA
# description: The resource with links to others, by relation.
linked(resource, links) := object.union(resource, {"links": links})

# METADATA
# description: The resource with values that could not be told, by pointer.
hidden(resource, pointers) := object.union(resource, {"unknown": {pointer: {"reason": "known after apply"} |
	some pointer in pointers
}})

# METADATA
# description: The resource with values that code makes by an expression, and that could not be told.
written(resource, pointers) := object.union(
	resource,
	{"unknown": {pointer: {"expression": "var.a", "reason": `variable "a" has no default`} | some pointer in pointers}},
)

# METADATA
# description: The resource as a service showed it at noon of 1 November 2026.
shown(resource) := object.union(resource, {"observations": [{
	"source": "pinecone project search", "address": "/",
	"call": {"name": "GET /", "time": "2026-11-01T12:00:00Z"},
}]})

# METADATA
# description: A resource of which Pinecone did not show a value, for want of a permission.
refused(id, pointer) := object.union(partial(id, {}), {
	"unread": {pointer: "OrgOwner"},
	"observations": [{"source": "pinecone organization", "address": id, "complete": false}],
})

# METADATA
# description: The resource as the manifest declares it too.
declared(resource) := object.union(resource, {"observations": [{
	"source": "manifest pinelint.yaml",
	"address": resource.id,
	"complete": false,
}]})

# METADATA
# description: A VPC endpoint that leads to Pinecone.
endpoint(values) := object.union(whole("endpoint", values), {"purposes": ["private_endpoint"]})

# METADATA
# description: The name of Pinecone's endpoint service in a region.
service(region) := data.facts.regions[region].service_name

# METADATA
# description: The messages of what a rule denied.
messages(denied) := {finding.message | some finding in denied; not finding.undecided}

# METADATA
# description: The resources and pointers of what a rule denied.
places(denied) := {[finding.resource, finding.pointer] | some finding in denied; not finding.undecided}

# METADATA
# description: The resources and pointers of which a rule said that it cannot decide.
undecided(denied) := {[finding.resource, finding.pointer] | some finding in denied; finding.undecided}
