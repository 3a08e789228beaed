# METADATA
# description: What is so only of resources that Terraform manages.
package policies.lib.terraform

# METADATA
# description: |
#   True where Terraform configuration declares the resource, so that its meta-arguments
#   were read. A plan and a state have no lifecycle block in them, and so cannot tell.
configured(resource) if {
	some observation in resource.observations
	startswith(observation.source, "terraform ")
	not _data(observation.address)
}

# METADATA
# description: What a plan does to the resource, undefined where no plan was read.
actions(resource) := resource.values.change.actions

# A key in an address may hold anything, so what stands in quotes is no sign.
_data(address) if startswith(address, "data.")

_data(address) if {
	contains(address, ".data.")
	regex.match(`^(module\.[^.]+\.)*data\.`, address)
}
