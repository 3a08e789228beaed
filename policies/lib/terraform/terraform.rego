# METADATA
# description: What is so only of resources that Terraform manages, or a tool like it.
package policies.lib.terraform

# METADATA
# description: |
#   True where code declares the resource, so that its meta-arguments were read. A plan and a
#   state have no lifecycle block in them, and so cannot tell.
configured(resource) if {
	some observation in resource.observations
	_guards[_tool(observation.source)]
	not _data(observation.address)
}

# METADATA
# description: True of a name by which the manifest refers to a resource that code declares.
named(name) if {
	some tool, _ in _guards
	startswith(name, $`{tool}:`)
}

# METADATA
# description: What keeps a resource when its code no longer has it, in the words of the tool.
guard(resource) := [guard |
	some observation in resource.observations
	guard := _guards[_tool(observation.source)]
][0]

# METADATA
# description: What a plan does to the resource, undefined where no plan was read.
actions(resource) := resource.values.change.actions

# The kind of a source, such as terraform of "terraform infra".
_tool(source) := split(source, " ")[0]

_guards := {
	"terraform": `prevent_destroy to "true"`,
	"cloudformation": `DeletionPolicy to "Retain"`,
	"pulumi": `the option protect to "true"`,
}

# A key in an address may hold anything, so what stands in quotes is no sign.
_data(address) if startswith(address, "data.")

_data(address) if {
	contains(address, ".data.")
	regex.match(`^(module\.[^.]+\.)*data\.`, address)
}
