# METADATA
# title: Index where customer-managed keys are not offered
# description: |
#   Customer-managed keys work for serverless indexes on AWS. An index on another cloud or
#   of another kind cannot be created in such a project, and one that stands outside it is
#   not encrypted with your key.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_index]
#   needs: ["project:/force_encryption_with_cmek"]
#   applies_needs: [/deployment, /cloud]
#   reads: ["pinecone_project:/force_encryption_with_cmek"]
#   environments: production
#   precision: very-high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12, SC-28(1)]
#     hipaa: [164.312(a)(2)(iv)]
#   section: Limitations
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Create the index serverless with `cloud = "aws"`, or in a project without customer-managed keys.
#     manifest: Set the cloud of the index to `aws`, or declare it in a project without customer-managed keys.
#   since: 0.1.0
package policies.rules.cmek.unsupported_cloud

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

_wanted := {"/deployment": "serverless", "/cloud": "aws"}

applies contains index.id if {
	some index in input.resources.pinecone_index
	count(resource.linked(index, "project")) > 0
	some pointer, wanted in _wanted
	known.value(index, pointer) != wanted
}

deny contains result.at(index, pointer, message) if {
	some index in input.resources.pinecone_index
	some project in resource.linked(index, "project")
	cmek.expected(project)
	some pointer, wanted in _wanted
	seen := known.value(index, pointer)
	seen != wanted
	message := $`index "{index.name}" is on "{seen}", where project "{project.name}" cannot use its key: use "{wanted}"`
}
