# METADATA
# title: What runs is not what is declared
# description: |
#   A service shows another value than Terraform or the manifest declares, of one that a rule
#   reads. Somebody changed it by hand, or nobody applied the declaration: the next apply takes
#   it back, and until then a review of the code says nothing of what runs. A finding is as
#   severe as the most severe rule that reads the value. What a plan is about to change is not
#   compared.
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
#     - aws_iam_role
#     - aws_iam_policy
#     - aws_kms_key
#     - aws_vpc_endpoint
#     - aws_vpc
#     - aws_subnet
#     - aws_security_group
#     - aws_route53_zone
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
#     terraform: Apply the configuration again, or write into it what runs, if that is right.
#     cloudformation: Deploy the template again, or write into it what runs, if that is right.
#     manifest: Declare what runs, if that is right, and change it back otherwise.
#     console: Change it back, or declare it.
#   since: 0.1.0
package policies.rules.drift.differs

import data.policies.lib.drift
import data.policies.lib.result

applies contains thing.id if {
	some [_, thing] in drift.each
	thing.drift.compared
}

deny contains result.severe(result.shown(finding, [one.declared, one.live]), severity) if {
	some [kind, thing] in drift.each
	some one in thing.drift.differences
	severity := drift.severity(kind, one.pointer)
	both := $"{drift.text(one.live)} at {one.pointer} and {one.declared.source} declares {drift.text(one.declared)}"
	message := $`{drift.called(kind, thing)} has {both}: apply what is declared, or declare what is right`
	finding := result.at(thing, one.pointer, message)
}

deny contains result.undecided(thing, one.pointer, one.reason) if {
	some [kind, thing] in drift.each
	some one in thing.drift.open
	drift.severity(kind, one.pointer)
}
