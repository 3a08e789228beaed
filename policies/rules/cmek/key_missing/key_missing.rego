# METADATA
# title: CMEK-enabled project without a key
# description: |
#   The project is meant to be encrypted with a key of your own and no key is registered for
#   it. Nothing is encrypted with your key until one is added, and nobody can say which key
#   and role the project will depend on.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_project]
#   applies_needs: [/force_encryption_with_cmek]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12, SC-28(1)]
#     hipaa: [164.312(a)(2)(iv)]
#   section: Add a key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     manifest: |
#       List the registered key under `cmek.keys` of the project, with its name, role, key and
#       external id.
#     console: |
#       Open Manage, CMEK in the project, choose Add CMEK, and enter the role ARN, the key ARN
#       and the external id.
#   since: 0.1.0
package policies.rules.cmek.key_missing

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies contains project.id if {
	some project in input.resources.pinecone_project
	cmek.expected(project)
}

deny contains result.absent(project, "/cmek", ["pinecone_cmek_key"], message) if {
	some project in _keyless
	not known.anonymous(project)
	message := $`project "{project.name}" is meant for a customer-managed key and has none registered: add its one key`
}

deny contains result.undecided(project, "/name", message) if {
	some project in _keyless
	known.anonymous(project)
	message := $`which project of the manifest "{project.name}" is, and so its key, is not known`
}

_keyless contains project if {
	some project in input.resources.pinecone_project
	cmek.expected(project)
	resource.linked(project, "cmek_keys") == []
}
