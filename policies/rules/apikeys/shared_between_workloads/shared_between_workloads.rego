# METADATA
# title: API key of several programs
# description: |
#   More than one program uses the key. It has to permit what any of them does, it cannot be
#   replaced for one without the others, and no log tells which of them made a request.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_project]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.5.16, A.5.17]
#     nist-800-53: [IA-9]
#     pci-dss: [8.2.2]
#   section: Prepare your project structure
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     terraform: Declare one `pinecone_api_key` for each workload, with the roles that it needs.
#     console: Create a key for each program, switch the programs to them, and delete the shared one.
#     manifest: Name each workload's own key as its `api_key`.
#   since: 0.1.0
package policies.rules.apikeys.shared_between_workloads

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains project.id if {
	some project in input.resources.pinecone_project
	_users[project.id]
}

applies contains project.id if some [project, _] in _hiding

deny contains result.besides(result.elsewhere(result.at(project, "", message), users[0], "/api_key"), places) if {
	some project in input.resources.pinecone_project
	some users in _users[project.id]
	count(users) > 1
	names := text.quoted({user.name | some user in users})
	message := $`API key "{known.value(users[0], "/api_key")}" is used by {names}: give each a key of its own`
	places := [result.place(user, "/api_key", "uses it too") | some user in array.slice(users, 1, count(users))]
}

deny contains result.undecided(project, "", message) if {
	some [project, user] in _hiding
	some other in resource.linked(project, "workloads")
	other.id != user.id
	_perhaps_uses(other)
	message := $`whether the API key of workload "{user.name}" is another's too is not known`
}

_hiding contains [project, user] if {
	some project in input.resources.pinecone_project
	some user in resource.linked(project, "workloads")
	known.hidden(user, "/api_key")
	not _key(user)
}

_perhaps_uses(workload) if _key(workload)

_perhaps_uses(workload) if known.hidden(workload, "/api_key")

# By project and key, of the workloads whose key is told. As a rule for each project, it would
# go through all projects anew for each.
# regal ignore:prefer-set-or-object-rule
_users := {project.id: users |
	some project in input.resources.pinecone_project
	users := _by_key(project)
	users != {}
}

_by_key(project) := {key: users |
	keys := {workload.id: _key(workload) | some workload in resource.linked(project, "workloads")}
	some key in keys
	users := [workload | some workload in resource.linked(project, "workloads"); keys[workload.id] == key]
}

# The key that was found by what a workload names, or else the name itself.
_key(workload) := object.get(workload, ["links", "api_key", 0], known.value(workload, "/api_key"))
