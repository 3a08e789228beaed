# METADATA
# title: There and declared nowhere
# description: |
#   A service shows it in a project that is declared, or Pinecone uses it, and neither
#   Terraform nor the manifest declares it: nobody reviewed it, nothing makes it again, and
#   what the code says of the project is not all there is.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources:
#     - pinecone_index
#     - pinecone_api_key
#     - pinecone_service_account
#     - pinecone_role_binding
#     - aws_iam_role
#     - aws_kms_key
#     - aws_vpc_endpoint
#     - aws_s3_bucket
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC7.1, CC8.1]
#     iso27001: [A.5.9, A.8.9]
#     nist-800-53: [CM-2, CM-8]
#     pci-dss: [6.5.1, 12.5.1]
#   section: Production checklist
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     terraform: Declare it, and import it with `terraform import`.
#     cloudformation: Declare it, and bring it into the stack with a change set of type `IMPORT`.
#     manifest: Declare an index under its project; an API key by the workload that uses it.
#     console: Delete what nobody needs.
#   since: 0.1.0
package policies.rules.drift.undeclared

import data.policies.lib.drift
import data.policies.lib.resource
import data.policies.lib.result

applies contains thing.id if {
	some [_, thing] in drift.each
	thing.drift.declared
}

deny contains result.besides(result.shown(result.at(thing, "", message), [sight.by]), projects) if {
	some [kind, thing] in drift.each
	sight := thing.drift.declared
	sight.state == "missing"
	message := $`{drift.called(kind, thing)} is there and {sight.reason}: declare it, or delete it`
	projects := [result.place(project, "", "the project") | some project in resource.linked(thing, "project")]
}

deny contains result.undecided(thing, "", sight.reason) if {
	some [_, thing] in drift.each
	sight := thing.drift.declared
	sight.state == "unclear"
}
