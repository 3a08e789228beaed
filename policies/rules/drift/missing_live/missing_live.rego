# METADATA
# title: Declared and not there
# description: |
#   Terraform or the manifest declares it, and the service that would have it does not: it was
#   deleted by hand, or never made. Whoever relies on the declaration relies on nothing, and the
#   next apply makes an empty one.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources:
#     - pinecone_organization
#     - pinecone_project
#     - pinecone_index
#     - pinecone_api_key
#     - pinecone_service_account
#     - pinecone_role_binding
#     - pinecone_cmek_key
#     - aws_iam_role
#     - aws_kms_key
#     - aws_vpc_endpoint
#     - aws_security_group
#     - aws_s3_bucket
#   environments: all
#   precision: high
#   controls:
#     soc2: [CC7.1, CC8.1]
#     iso27001: [A.8.9, A.8.32]
#     nist-800-53: [CM-3, CM-6]
#     pci-dss: [2.2.1, 6.5.1]
#   section: Production checklist
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     terraform: Apply the configuration, or take out what is no longer wanted. Restore data from a backup.
#     cloudformation: Deploy the stack, or take out what is no longer wanted. Restore data from a backup.
#     manifest: Declare what is there.
#     console: Make it, or take out its declaration.
#   since: 0.1.0
package policies.rules.drift.missing_live

import data.policies.lib.drift
import data.policies.lib.known
import data.policies.lib.result

applies contains thing.id if {
	some [_, thing] in drift.each
	count(thing.drift.live) > 0
}

deny contains result.shown(result.at(thing, sight.pointer, message), [sight.by]) if {
	some [kind, thing] in drift.each
	some sight in thing.drift.live
	sight.state == "missing"
	message := $`{_what(kind, thing, sight.pointer)} {sight.reason}: apply what is declared, or remove the declaration`
}

deny contains result.undecided(thing, sight.pointer, sight.reason) if {
	some [_, thing] in drift.each
	some sight in thing.drift.live
	sight.state == "unclear"
}

_what(kind, thing, "") := $"{drift.called(kind, thing)} is declared and"

_what(kind, thing, pointer) := $`{drift.called(kind, thing)} names "{named}", which` if {
	pointer != ""
	named := known.value(thing, pointer)
}
