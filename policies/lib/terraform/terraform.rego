# METADATA
# description: What is so only of resources that Terraform manages, or a tool like it.
package policies.lib.terraform

import data.policies.lib.arn

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
# description: True of a name by which the manifest refers to a role, by its ARN or in code.
# scope: document
names_role(name) if arn.role(name)

names_role(name) if named(name)

# METADATA
# description: What keeps a resource when its code no longer has it, in the words of the tool.
guard(resource) := [guard |
	some observation in resource.observations
	guard := _guards[_tool(observation.source)]
][0]

# METADATA
# description: What an attribute is called in the code that declares the resource, in the words of the tool.
called(resource, attribute) := names[0] if {
	names := [name |
		some observation in resource.observations
		name := _called(_tool(observation.source), attribute)
	]
} else := attribute

# METADATA
# description: What a plan does to the resource, undefined where no plan was read.
actions(resource) := resource.values.change.actions

# The kind of a source, such as terraform of "terraform infra".
_tool(source) := split(source, " ")[0]

_guards := {
	"terraform": `prevent_destroy to "true"`,
	"cloudformation": `DeletionPolicy and UpdateReplacePolicy to "Retain"`,
	"pulumi": `the option protect to "true"`,
}

_called("terraform", attribute) := attribute

_called("cloudformation", "is_enabled") := "Enabled"

_called("cloudformation", attribute) := concat("", _capitals(split(attribute, "_"))) if attribute != "is_enabled"

_called("pulumi", attribute) := concat("", array.concat([words[0]], _capitals(rest))) if {
	words := split(attribute, "_")
	rest := array.slice(words, 1, count(words))
}

_capitals(words) := [concat("", [upper(substring(word, 0, 1)), substring(word, 1, -1)]) | some word in words]

# A key in an address may hold anything, so what stands in quotes is no sign.
_data(address) if startswith(address, "data.")

_data(address) if {
	contains(address, ".data.")
	regex.match(`^(module\.[^.]+\.)*data\.`, address)
}
