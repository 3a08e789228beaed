# METADATA
# description: |
#   Pinecone's Terraform provider: which version a root module uses, what it is too old for, and
#   which indexes a published fault of some versions is about.
package policies.lib.provider

import data.policies.lib.known
import data.policies.lib.pointer
import data.policies.lib.resource
import data.policies.lib.terraform
import data.policies.lib.version as versions

# METADATA
# description: |
#   The version that a root module has locked or else the constraints that it has on it, with
#   the pointer. Undefined where it has neither, or its lock file could not be read.
version(root) := [pointer.of(["locked_providers", address]), locked] if {
	not known.hidden(root, "/locked_providers")
	some address, locked in known.value(root, "/locked_providers")
	_is_ours(address)
} else := [pointer.of(["required_providers", name, "version"]), required.version] if {
	not known.hidden(root, "/locked_providers")
	some name, required in known.value(root, "/required_providers")
	_is_ours(object.get(required, "source", name))
}

# METADATA
# description: |
#   The root modules of an index whose provider is too old for an attribute of it: each with the
#   pointer to its version, or the constraints on it, and a clause that says what to do first.
lacking(index, attribute) := [[root, pointer, clause] |
	since := data.facts.releases.attributes[attribute]
	some root in resource.linked(index, "root")
	[pointer, allowed] := version(root)
	versions.within(allowed, null, since)
	clause := $`upgrade its provider from "{allowed}", which lacks the attribute, to {since} or later`
]

_is_ours(address) if endswith($"/{lower(address)}", $"/{data.facts.releases.terraform.provider}")

# Without a source, a name is all that there is.
_is_ours("pinecone")

# METADATA
# scope: document
# description: The indexes in Terraform that a fault is about, each with the fault.
exposed contains [index, data.facts.releases.terraform.faults.replicas] if {
	some [index, capacity] in _written
	capacity.mode == "Dedicated"
	some part in ["node_type", "replicas", "shards"]
	not capacity[part]
	not known.hidden(index, $"/read_capacity/{part}")
}

exposed contains [index, data.facts.releases.terraform.faults.byoc] if {
	some [index, capacity] in _written
	known.value(index, "/deployment") == "byoc"
	object.get(capacity, "mode", "OnDemand") != "Dedicated"
}

# METADATA
# scope: document
# description: Those that one may be about, as what is written could not be told, each with the fault.
perhaps_exposed contains [index, data.facts.releases.terraform.faults.replicas] if {
	some [index, pointer] in _open
	pointer != "/deployment"
	object.get(index.values, ["read_capacity", "mode"], "Dedicated") == "Dedicated"
}

perhaps_exposed contains [index, data.facts.releases.terraform.faults.byoc] if {
	some [index, pointer] in _open
	pointer in {"/deployment", "/read_capacity", "/read_capacity/mode"}
	object.get(index.values, "deployment", "byoc") == "byoc"
	object.get(index.values, ["read_capacity", "mode"], "OnDemand") != "Dedicated"
}

_open contains [index, pointer] if {
	some index in input.resources.pinecone_index
	some pointer in known.written(index, _decisive)
	terraform.configured(index)
}

_decisive := {"/deployment", "/read_capacity"} | {$"/read_capacity/{part}" |
	some part in ["mode", "node_type", "replicas", "shards"]
}

# What is written, and not what a service shows of it.
_written contains [index, object.get(values, "read_capacity", {})] if {
	some index in input.resources.pinecone_index
	_may_be_exposed(index)
	terraform.configured(index)
	some observation in index.observations
	startswith(observation.source, "terraform ")
	values := object.get(observation, "values", index.values)
}

# Most indexes are not, and need no look at anything else.
_may_be_exposed(index) if index.values.read_capacity

_may_be_exposed(index) if index.values.deployment == "byoc"
