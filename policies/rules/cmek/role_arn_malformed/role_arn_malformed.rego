# METADATA
# title: Not the ARN of a role
# description: |
#   What is registered as the role is not the ARN of an IAM role. Pinecone takes it as it
#   is, and cannot assume it when an index is created or read.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_cmek_key]
#   needs: [/role]
#   environments: production
#   precision: very-high
#   section: Add a key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     manifest: Copy the role's ARN from IAM, or write `terraform:` and the address of the `aws_iam_role`.
#   since: 0.1.0
package policies.rules.cmek.role_arn_malformed

import data.policies.lib.arn
import data.policies.lib.known
import data.policies.lib.placeholder
import data.policies.lib.result
import data.policies.lib.terraform

deny contains result.at(key, "/role", message) if {
	some key in input.resources.pinecone_cmek_key
	role := known.value(key, "/role")
	not terraform.named(role)
	not arn.role(role)
	not placeholder.first(role)
	message := $`role "{role}" of key "{key.name}" is not an IAM role: write "arn:aws:iam::<12 digits>:role/<name>"`
}
