# METADATA
# description: |
#   How much organizations and projects use of what their plan allows. What only Pinecone
#   counts is known where it was asked.
package policies.lib.limit

import data.policies.lib.known
import data.policies.lib.plan
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

# METADATA
# description: |
#   The limits that are come near to, at four fifths of them or more: whose, what of it is
#   used and what allowed, in numbers and words, and where it stands.
near contains object.union(use, {"allowed": allowed}) if {
	some use in _uses
	allowed := plan.near(_plan(use.owner), use.thing, use.used)
}

# METADATA
# scope: document
# description: A finding on a limit, where the thing stands that comes near to it.
finding(use, message) := result.at(use.owner, use.pointer, message) if use.at.id == use.owner.id

finding(use, message) := result.elsewhere(result.at(use.owner, "", message), use.at, use.pointer) if {
	use.at.id != use.owner.id
}

# METADATA
# scope: document
# description: |
#   The ids of those of which anything is counted: what declarations have, or what Pinecone says
#   where it was asked.
counted contains use.owner.id if {
	some use in _uses
	use.used > 0
}

counted contains owner.id if {
	some kind, _ in _counts
	some owner in input.resources[kind]
	known.asked(owner)
}

# METADATA
# scope: document
# description: That no verdict can be reached, as a plan or a count is not known.
doubts contains result.undecided(use.owner, "/plan", message) if {
	some use in _uses
	plan.near_any(use.thing, use.used)
	not _plan(use.owner)
	message := $`the plan that says how many {use.words} {use.of} may have is not known`
}

doubts contains result.undecided(owner, pointer, message) if {
	some kind, counts in _counts
	some owner in input.resources[kind]
	some pointer, [thing, words] in counts

	# Of most resources nothing is withheld, so that is asked first.
	# regal ignore:defer-assignment
	why := known.withheld(owner, pointer)
	_may_limit(owner, thing)
	message := $`how many {words} "{owner.name}" has is not known: {why}`
}

doubts contains result.undecided(use.owner, "", message) if {
	some use in _uses
	use.used > 0
	not known.asked(use.owner)
	_may_limit(use.owner, use.thing)
	message := $`what "{use.owner.name}" has beside what is declared is not known: only a live reading tells`
}

doubts contains result.undecided(project, "/usage", message) if {
	some project in input.resources.pinecone_project
	reasons := {why | some index in _serverless(project); why := known.withheld(index, "/usage/namespace_count")}
	reasons != set()
	_may_limit(project, "namespaces_per_serverless_index")
	message := $`how many namespaces the indexes of "{project.name}" have is not known: {concat("; ", reasons)}`
}

doubts contains result.undecided(project, "", message) if {
	some project in input.resources.pinecone_project
	names := {index.name | some index in _perhaps_serverless(project); _matters(project, index)}
	names != set()
	message := $`which indexes of "{project.name}" are serverless, and count, is not known: {text.first(names, 3)} may be`
}

_matters(project, _) if {
	not known.asked(project)
	_may_limit(project, "serverless_indexes_per_project")
}

_matters(project, _) if {
	used := count(_serverless(project)) + count(_perhaps_serverless(project))
	_may_be_near(project, "serverless_indexes_per_project", used)
}

_matters(project, index) if {
	used := max([_count(index, "namespace_count"), object.get(index.values, "namespaces", 0)])
	_may_be_near(project, "namespaces_per_serverless_index", used)
}

_may_be_near(owner, thing, used) if plan.near(_plan(owner), thing, used)

_may_be_near(owner, thing, used) if {
	not _plan(owner)
	plan.near_any(thing, used)
}

# What Pinecone counts, by pointer, and what it is called in facts and in sentences.
_counts := {
	"pinecone_organization": {
		"/usage/project_count": ["projects_per_organization", "projects"],
		"/usage/user_count": ["users_per_organization", "users"],
	},
	"pinecone_project": {
		"/usage/index_count": ["serverless_indexes_per_project", "serverless indexes"],
		"/usage/backup_count": ["backups_per_project", "backups"],
	},
}

# A count that is missing matters only to a plan that has a limit of it.
_may_limit(owner, thing) if data.facts.limits[thing].plans[_plan(owner)]

_may_limit(owner, _) if not _plan(owner)

_plan(owner) := name if {
	some organization in array.concat(resource.linked(owner, "organization"), [owner])
	name := known.value(organization, "/plan")
	plan.defined(name)
}

_uses contains _use(organization, $`"{organization.name}"`, "/plan", counted) if {
	some organization in input.resources.pinecone_organization
	some counted in [
		["projects_per_organization", "projects", _projects(organization)],
		["users_per_organization", "users", _count(organization, "user_count")],
	]
}

_uses contains _use(project, $`project "{project.name}"`, pointer, counted) if {
	some project in input.resources.pinecone_project
	some [pointer, counted] in [
		["", ["serverless_indexes_per_project", "serverless indexes", count(_serverless(project))]],
		["/private_endpoints", ["private_endpoints_per_project", "private endpoints", _endpoints(project)]],
		["/usage/backup_count", ["backups_per_project", "backups", _count(project, "backup_count")]],
	]
}

_uses contains object.union(use, {"at": index}) if {
	some project in input.resources.pinecone_project
	some index in _serverless(project)
	used := known.value(index, "/usage/namespace_count")
	counted := ["namespaces_per_serverless_index", "namespaces", used]
	use := _use(project, $`index "{index.name}"`, "/usage/namespace_count", counted)
}

# The load of an index may be declared to be spread over more than there are yet.
_uses contains object.union(use, {"at": index}) if {
	some project in input.resources.pinecone_project
	some index in _serverless(project)
	used := known.value(index, "/namespaces")
	used > _count(index, "namespace_count")
	counted := ["namespaces_per_serverless_index", "namespaces", used]
	use := _use(project, $`index "{index.name}"`, "/namespaces", counted)
}

_use(owner, called, pointer, [thing, words, used]) := {
	"owner": owner, "at": owner, "of": called, "pointer": pointer,
	"thing": thing, "words": words, "used": used,
}

_count(thing, name) := object.get(thing.values, ["usage", name], 0)

# Some may be declared and not live, and others the other way.
_projects(organization) := max([
	count(resource.linked(organization, "projects")),
	_count(organization, "project_count"),
])

_serverless(project) := [index |
	some index in resource.linked(project, "indexes")
	known.value(index, "/deployment") == "serverless"
]

_perhaps_serverless(project) := [index |
	some index in resource.linked(project, "indexes")
	known.hidden(index, "/deployment")
]

# A registration and the endpoint that it names are one.
_endpoints(project) := max([
	count(resource.linked(project, "private_endpoints")),
	count(resource.linked(project, "endpoints")),
])
