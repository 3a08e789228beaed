# METADATA
# title: Changes that nothing tests before production
# description: |
#   No workflow starts Pinecone Local, and none has a key of a project that is not of production.
#   What a change does to Pinecone is seen in production first. What a Makefile or a test starts
#   is not looked for: declare it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_organization]
#   needs: ["/ci/tests?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC8.1]
#     iso27001: [A.8.29, A.8.31]
#     nist-800-53: [CM-3(2), SA-11]
#     pci-dss: [6.5.1]
#   section: Configure CI/CD
#   url: https://docs.pinecone.io/guides/production/automated-testing
#   remediation:
#     console: >-
#       Run the tests in a workflow against the container ghcr.io/pinecone-io/pinecone-local, or against a project of
#       their own.
#     manifest: >-
#       Where they already do so, elsewhere or by way of another tool, set `organization.ci.tests` to `local` or to
#       the name of the project; declare `ci_secrets` of the projects.
#   since: 0.1.0
package policies.rules.delivery.no_ci_tests

import data.policies.lib.ci
import data.policies.lib.known
import data.policies.lib.organization
import data.policies.lib.resource
import data.policies.lib.result

applies contains acme.id if some acme in organization.of_production

deny contains result.absent(acme, "/ci/tests", ["ci_job"], message) if {
	some acme in organization.of_production
	not known.value(acme, "/ci/tests")
	not known.hidden(acme, "/ci/tests")
	not _tested(acme)
	not _perhaps(acme)
	message := $`no workflow of "{acme.name}" tests against Pinecone Local or a project that is not of production: let one`
}

deny contains result.undecided(acme, "/ci/tests", message) if {
	some acme in organization.of_production
	not known.value(acme, "/ci/tests")
	not _tested(acme)
	names := _perhaps(acme)
	message := $`nothing says of which project the keys in {names} are: list them under "ci_secrets" of the projects`
}

deny contains result.at(acme, "/ci/tests", message) if {
	some acme in organization.of_production
	name := known.value(acme, "/ci/tests")
	some project in _named(acme, name)
	object.get(project, "environment", "") in {"", "production"}
	message := $`tests run against production project "{name}": use Pinecone Local, or a project of their own`
}

deny contains result.undecided(acme, "/ci/tests", message) if {
	some acme in organization.of_production
	name := known.value(acme, "/ci/tests")
	name != "local"
	_named(acme, name) == []
	message := $`nothing that was read is a project "{name}": write "local", or the name of one`
}

_named(acme, name) := [project | some project in resource.linked(acme, "projects"); project.name == name]

_tested(acme) if {
	some job in resource.linked(acme, "ci_jobs")
	_tests(job)
}

_tests(job) if ci.starts_local(job)

_tests(job) if {
	some key in ci.keys(job)
	key.of == "other"
}

# The secrets of which nobody knows whose key they hold, if there are any.
_perhaps(acme) := concat(", ", sort(names)) if {
	names := {$`"{secret}"` | some job in resource.linked(acme, "ci_jobs"); some secret in _unsaid(job)}
	names != set()
}

_unsaid(job) := ci.unknown_keys(job) | {"toJSON(secrets)" | ci.has_every_secret(job)}
