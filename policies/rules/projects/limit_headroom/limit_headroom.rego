# METADATA
# title: Close to a limit of the plan
# description: |
#   The organization, a project or an index holds four fifths or more of what the plan
#   allows. At the limit Pinecone refuses to create another, which is found out in the
#   middle of a deployment; a limit that is reached is therefore more severe. Without a live
#   reading, what declarations have is counted: too many of that fail, and few of it say
#   nothing of the rest.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_organization, pinecone_project]
#   reads: ["pinecone_index:/deployment"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.1]
#     iso27001: [A.8.6]
#     nist-800-53: [CP-2(2)]
#   section: Understand database limits
#   url: https://docs.pinecone.io/reference/api/database-limits
#   remediation:
#     console: |
#       Remove what is not used, use namespaces in place of indexes, move to a higher plan, or
#       ask Pinecone's support for more.
#   since: 0.1.0
package policies.rules.projects.limit_headroom

import data.policies.lib.limit
import data.policies.lib.plan
import data.policies.lib.result

# Where nothing is counted, having room is what nobody can say.
applies := limit.counted

deny contains result.severe(limit.finding(use, message), plan.urgency(use.used, use.allowed)) if {
	some use in limit.near
	left := plan.left(use.used, use.allowed)
	message := $`{use.of} has "{use.used}" of "{use.allowed}" {use.words} in its plan: {left}`
}

deny contains doubt if some doubt in limit.doubts
