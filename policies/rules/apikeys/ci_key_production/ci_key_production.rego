# METADATA
# title: Workflow with a key of a production project
# description: |
#   Every change to the repository, and whoever can make one, runs code with this key. A test that
#   goes wrong deletes or overwrites records of production. A job that runs in a deployment
#   environment called production is not a test, and is not judged.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [ci_job]
#   needs: ["/secrets?"]
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC8.1]
#     iso27001: [A.8.31]
#     nist-800-53: [AC-6, CM-4(1)]
#     pci-dss: [6.5.3, 6.5.4]
#   section: Configure CI/CD
#   url: https://docs.pinecone.io/guides/production/automated-testing
#   remediation:
#     console: >-
#       Test against Pinecone Local, or give the workflow a key of a project of its own; run deployments in a
#       protected deployment environment.
#     manifest: Say whose key a secret holds under `ci_secrets` of the project.
#   since: 0.1.0
package policies.rules.apikeys.ci_key_production

import data.policies.lib.ci
import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.text

applies contains job.id if some job in _judged

deny contains result.at(job, $"/secrets/{index}", message) if {
	some job in _judged
	some index, key in ci.keys(job)
	key.of == "production"
	not ci.may_deploy(job)
	whose := _whose(key)
	message := $`job "{job.name}" has a key of {whose} by secret "{key.secret}": test with a key of another project`
}

deny contains result.undecided(job, "/secrets", message) if {
	some job in _judged
	secrets := ci.unknown_keys(job)
	secrets != set()
	message := $`nothing says of which project the keys in {text.quoted(secrets)} are: list them under "ci_secrets"`
}

deny contains result.at(job, "/every_secret", message) if {
	some job in _judged
	ci.has_every_secret(job)
	not ci.may_deploy(job)
	secrets := ci.production_secrets(job)
	secrets != set()
	message := $`job "{job.name}" has every secret, so the production keys in {text.quoted(secrets)}: name those it needs`
}

deny contains result.undecided(job, "/every_secret", message) if {
	some job in _judged
	ci.has_every_secret(job)
	ci.production_secrets(job) == set()
	message := $`job "{job.name}" has every secret that there is, and whatever keys are among them: name those it needs`
}

deny contains result.undecided(job, "/environment", message) if {
	some job in _judged
	ci.may_deploy(job)
	_has_production(job)
	why := job.unknown["/environment"].reason
	message := $`whether job "{job.name}" deploys cannot be told by its environment: {why}`
}

_judged contains job if {
	some job in input.resources.ci_job
	_has_secrets(job)
	not ci.deploys(job)
}

_has_secrets(job) if count(known.value(job, "/secrets")) > 0

_has_secrets(job) if known.hidden(job, "/secrets")

_has_secrets(job) if ci.has_every_secret(job)

_has_production(job) if {
	some key in ci.keys(job)
	key.of == "production"
}

_has_production(job) if {
	ci.has_every_secret(job)
	ci.production_secrets(job) != set()
}

_whose(key) := $`production project {text.quoted({project.name | some project in key.projects})}` if {
	count(key.projects) > 0
} else := "production"
