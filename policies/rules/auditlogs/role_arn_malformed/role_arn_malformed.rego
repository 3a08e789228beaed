# METADATA
# title: Role for audit logs that is not the ARN of a role
# description: |
#   What is registered as the role for audit logs is not the ARN of an IAM role. Pinecone
#   cannot assume it, so no log is ever written.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_organization]
#   needs: [/audit_logs/role]
#   applies_needs: ["/audit_logs/enabled?", "/audit_logs/role?"]
#   environments: production
#   precision: very-high
#   section: Enable audit logs, step 3
#   url: https://docs.pinecone.io/guides/production/configure-audit-logs
#   remediation:
#     console: Copy the role's ARN from IAM into Role ARN under Settings, Audit logs.
#     manifest: Copy the role's ARN from IAM, or write `terraform:` and the address of the `aws_iam_role`.
#   since: 0.1.0
package policies.rules.auditlogs.role_arn_malformed

import data.policies.lib.arn
import data.policies.lib.auditlogs
import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.terraform

applies contains organization.id if some organization in auditlogs.exporting

deny contains result.at(organization, "/audit_logs/role", message) if {
	some organization in auditlogs.exporting
	role := known.value(organization, "/audit_logs/role")
	not terraform.named(role)
	not arn.role(role)
	message := $`role "{role}" for audit logs is not an IAM role: write "arn:aws:iam::<12 digits>:role/<name>"`
}
