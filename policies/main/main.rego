# METADATA
# description: |
#   The one entrypoint. It finds the rules by their place in the tree, so that there is
#   no list of rules to keep, and passes on what they deny.
package policies.main

# METADATA
# description: |
#   What every rule denies, with the rule's id. Resources outside production are judged
#   only by rules whose METADATA says so.
# entrypoint: true
findings contains object.union(denial, {"rule": id}) if {
	some category, name
	denials := data.policies.rules[category][name].deny
	id := _id(category, name)
	some denial in denials
	_judges(id, object.get(denial, "environment", ""))
}

# METADATA
# description: By rule, the ids of the resources that it judges, where it does not judge all of its types.
applies[id] := subjects if {
	some category, name
	subjects := data.policies.rules[category][name].applies
	id := _id(category, name)
}

_id(category, name) := $`{category}/{replace(name, "_", "-")}`

_judges(_, environment) if not environment in {"staging", "development", "test"}

_judges(id, _) if data.catalogue[id].environments == "all"
