# METADATA
# description: |
#   The one entrypoint. It finds the rules by their place in the tree, so that there is
#   no list of rules to keep, and passes on what they deny.
package policies.main

# METADATA
# description: |
#   What every rule denies, by the rule's id. Resources outside production are judged only by
#   rules whose METADATA says so.
# entrypoint: true
findings[id] := denials - _outside(id, denials) if {
	some category, name
	denials := data.policies.rules[category][name].deny
	denials != set()
	id := _id(category, name)
}

# METADATA
# description: By rule, the ids of the resources that it judges, where it does not judge all of its types.
applies[id] := subjects if {
	some category, name
	subjects := data.policies.rules[category][name].applies
	id := _id(category, name)
}

_id(category, name) := $`{category}/{replace(name, "_", "-")}`

_outside(id, denials) := {denial |
	some denial in denials
	denial.environment in {"staging", "development", "test"}
	not data.catalogue[id].environments == "all"
}
