# METADATA
# description: |
#   How a rule says what is wrong. A finding names the resource and the JSON pointer that
#   was judged; the location, the severity and the rule's id are added later, so that no
#   rule can forget or mistake them.
package policies.lib.result

# METADATA
# description: A finding on one value of a resource. An empty pointer is the resource itself.
at(resource, pointer, message) := {
	"resource": resource.id,
	"environment": object.get(resource, "environment", ""),
	"pointer": pointer,
	"message": message,
}

# METADATA
# description: |
#   A finding that is more or less severe than its rule: critical, high, medium, low or info.
#   A severity that the manifest gives the rule holds for all of its findings.
severe(finding, severity) := object.union(finding, {"severity": severity})

# METADATA
# description: |
#   A finding with the values that it rests on, where they are not those at its pointer: each
#   with its source, address and pointer there, and the call that showed it. It is located
#   where the first that stands in a file does.
shown(finding, values) := object.union(finding, {"shown": values})

# METADATA
# description: |
#   A finding that rests on there being no resource of these types. Where a source that
#   could hold one was not read completely, it becomes inconclusive.
absent(resource, pointer, types, message) := object.union(
	at(resource, pointer, message),
	{"absent": types},
)

# METADATA
# description: A finding with another place beside it, such as the other end of a join.
beside(finding, resource, pointer, message) := object.union(
	finding,
	{"related": array.concat(
		object.get(finding, "related", []),
		[{"resource": resource.id, "pointer": pointer, "message": message}],
	)},
)

# METADATA
# description: |
#   A verdict that cannot be reached from what was read, and why: it is always
#   inconclusive. For what needs cannot say, such as a fact that is two links away.
undecided(resource, pointer, message) := object.union(at(resource, pointer, message), {"undecided": true})

# METADATA
# description: A finding with many places beside it, each made by place.
besides(finding, places) := object.union(
	finding,
	{"related": array.concat(object.get(finding, "related", []), places)},
)

# METADATA
# description: A place to stand beside a finding, and what is there.
place(resource, pointer, message) := {"resource": resource.id, "pointer": pointer, "message": message}

# METADATA
# description: |
#   A finding that a chain is broken, with all links of it in the order in which a request
#   takes them. Each is made by link or by outside.
chained(finding, links) := object.union(finding, {"chain": links})

# METADATA
# description: |
#   A link of a chain: what it is ("trust policy"), where it stands, a clause on what it
#   says, and whether it "holds", is "broken", or is "open", which is that nobody can tell.
link(title, resource, pointer, message, state) := object.union(
	outside(title, message, state),
	{"resource": resource.id, "pointer": pointer},
)

# METADATA
# description: A link that no file declares, such as Pinecone's own role.
outside(title, message, state) := {"title": title, "message": message, "state": state}

# METADATA
# description: |
#   A finding whose repair stands with another resource: it is located there, and the
#   place of its own resource stands beside it.
elsewhere(finding, resource, pointer) := object.union(
	finding,
	{"place": {"resource": resource.id, "pointer": pointer}},
)

# METADATA
# description: |
#   A finding with its repair as data: what the values should be, of the resource where the
#   finding's repair stands. An operation is {"op": "set", "path": "/a/b", "value": true};
#   "add" appends to the list before "/-", and "remove" has no value. Only what is right
#   without a person's judgement is a repair.
patched(finding, operations) := object.union(finding, {"patch": operations})

# METADATA
# description: The operation that makes the value at a pointer be this one.
set(pointer, value) := {"op": "set", "path": pointer, "value": value}

# METADATA
# scope: document
# description: |
#   A finding on a resource whose repair stands at a part of some policy, its own or another
#   resource's. A place is what the access facts have.
policy(resource, place, message) := at(resource, place.pointer, message) if {
	place.resource == resource.id
} else := elsewhere(at(resource, "", message), {"id": place.resource}, place.pointer)

# METADATA
# scope: document
# description: |
#   A verdict on a resource that cannot be reached for a part of some policy, its own or another
#   resource's: it is located there.
open(resource, place, message) := undecided(resource, place.pointer, message) if {
	place.resource == resource.id
} else := elsewhere(undecided(resource, place.pointer, message), {"id": place.resource}, place.pointer)
