# METADATA
# title: Region that holds no index
# description: |
#   The trust policy names Pinecone's role of a region in which none of the projects has an
#   index. It is access that nobody needs. A pattern for all regions, as the guide has it,
#   does not count.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: security
#   resources: [aws_iam_role, policy_document]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.5.15]
#     nist-800-53: [AC-6]
#     pci-dss: [7.2.5]
#   section: Create a role, explicit regions
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Remove the principal, and add it when an index is made there.
#     cloudformation: Remove the principal from `AssumeRolePolicyDocument`, and add it when an index is made there.
#     policy: Remove the principal, and add it when an index is made there.
#   since: 0.1.0
package policies.rules.cmek.trust_region_excess

import data.policies.lib.access
import data.policies.lib.result

applies := access.trusting_ids

deny contains result.absent(subject, named.pointer, ["pinecone_index"], message) if {
	some subject in access.trusting
	held := access.index_regions(subject)
	some named in subject.access.pinecone.named
	some region in (access.admitted(subject) - held)
	endswith(named.clause, $"pinecone_cmek_access_{region}")
	message := $`{access.called(subject)} admits Pinecone's role of {region}, where no index is: remove "{named.clause}"`
}

deny contains result.undecided(subject, named.pointer, message) if {
	some subject in access.trusting
	not access.index_regions(subject)
	some named in subject.access.pinecone.named
	some region in access.admitted(subject)
	endswith(named.clause, $"pinecone_cmek_access_{region}")
	message := concat("", [
		$"{access.called(subject)} admits Pinecone's role of {region}, ",
		$"and which regions hold indexes is not known{access.unbound(subject)}",
	])
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some [pointer, clause] in ((access.hidden(subject) | access.unnamed(subject)) | access.regionless(subject))
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some answer in access.pinecone(subject)
	answer.effect == "unknown"
	answer.region in (access.named_regions(subject) - access.admitted(subject))
	not _held(subject, answer.region)
	[pointer, clause] := access.depends(answer)
}

_held(subject, region) if region in access.index_regions(subject)
