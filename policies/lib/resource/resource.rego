# METADATA
# description: |
#   Finding resources: by id, and along the links that were joined before any rule ran.
package policies.lib.resource

# METADATA
# description: |
#   The resources that one is linked to by a relation, in the order of their ids. Linked
#   resources that are not themselves to be judged stand in input.linked.
linked(resource, relation) := [found |
	some id in resource.links[relation]
	found := _by_id[id]
]

# One object, made once: as a rule for each id, it would be searched anew for every link.
_by_id := object.union(
	object.get(input, "linked", {}),
	{found.id: found | some list in input.resources; some found in list},
)
