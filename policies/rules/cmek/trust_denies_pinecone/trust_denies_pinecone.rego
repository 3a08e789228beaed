# METADATA
# title: Pinecone cannot assume the role
# description: |
#   The trust policy, judged whole, does not let Pinecone's role of a region that holds
#   indexes assume the role, with whatever external id. Pinecone can then neither encrypt nor
#   decrypt there. A placeholder, an external id that differs from the registered one, another
#   account than Pinecone's and a policy that AWS refuses are told by rules of their own.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [aws_iam_role, policy_document]
#   needs: ["projects:indexes:*"]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12(1)]
#   section: Create a role
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: |-
#       Admit `arn:aws:iam::<Pinecone's account>:role/pinecone_cmek_access_<region>` for each
#       region that holds indexes.
#     cloudformation: >-
#       Admit `arn:aws:iam::<Pinecone's account>:role/pinecone_cmek_access_<region>` in `AssumeRolePolicyDocument` for
#       each region that holds indexes.
#     policy: >-
#       Admit `arn:aws:iam::<Pinecone's account>:role/pinecone_cmek_access_<region>` for each region that holds
#       indexes.
#     console: Edit the trust policy of the role in IAM.
#   since: 0.1.0
package policies.rules.cmek.trust_denies_pinecone

import data.policies.lib.access
import data.policies.lib.cmek
import data.policies.lib.result

applies := access.trusting_ids

deny contains result.chained(result.at(subject, pointer, message), _chain(subject, asked)) if {
	some subject in access.trusting
	refused := _refused(subject)
	some pointer in {answer.place.pointer | some answer in refused}
	asked := [answer | some answer in refused; answer.place.pointer == pointer][0]
	regions := concat(", ", {answer.region | some answer in refused; answer.place.pointer == pointer})
	fault := $`keeps out Pinecone's role of {regions}: it {asked.place.clause}`
	message := $"{access.called(subject)} {fault}{access.assumption(subject)}"
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some answer in access.pinecone(subject)
	answer.region in _wanted(subject)
	answer.effect == "unknown"
	[pointer, clause] := access.depends(answer)
}

deny contains result.undecided(subject, access.policy(subject), message) if {
	some subject in access.trusting
	clause := access.unplaced(subject)
	message := $"{access.called(subject)}: {clause}"
}

# Of each region whose role never gets in, the answer with the best external id.
_refused(subject) := {tried[0] |
	some region in _wanted(subject)
	tried := [answer | some answer in access.pinecone(subject); answer.region == region]
	every answer in tried {
		answer.effect in {"implicitDeny", "explicitDeny"}
	}
	not access.elsewhere(subject, region)
	not access.unfinished(subject, tried[0].place.pointer)
	not access.malformed(subject, tried[0].place.pointer)
}

# Where nobody knows which regions hold indexes, one that gets in keeps a verdict open.
_wanted(subject) := access.index_regions(subject) - access.admitted(subject) if {
	access.index_regions(subject)
} else := access.named_regions(subject) if {
	count(access.admitted(subject)) == 0
	count(access.named_regions(subject)) > 0
} else := {answer.region | some answer in access.pinecone(subject)} if {
	count(access.admitted(subject)) == 0
} else := set()

# On to the first of its keys, as far as one is known.
_chain(subject, asked) := cmek.chain(subject, asked, cmek.used(subject)[0]) if {
	subject.access.use
} else := cmek.entry(subject, asked)
