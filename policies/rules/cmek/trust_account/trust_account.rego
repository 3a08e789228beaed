# METADATA
# title: Role of Pinecone under another account
# description: |
#   The trust policy has a role with the name of Pinecone's in an account that is not
#   Pinecone's: the one that the manifest declares, or where it declares none, the first that
#   the policy names. Pinecone does not get in from there, and whoever owns that account may.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [aws_iam_role, policy_document]
#   reads: [/assume_role_policy]
#   environments: production
#   precision: high
#   patch: true
#   controls:
#     soc2: [CC6.1, CC6.6]
#     iso27001: [A.5.15, A.8.24]
#     nist-800-53: [AC-3, SC-12]
#     pci-dss: [3.6.1]
#     hipaa: [164.312(a)(1)]
#   section: Create a role
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Write Pinecone's account number, which stands under Manage, CMEK, Add CMEK in the console.
#     cloudformation: Write Pinecone's account number, which stands under Manage, CMEK, Add CMEK in the console.
#     policy: Write Pinecone's account number, which stands under Manage, CMEK, Add CMEK in the console.
#     manifest: Declare it as `organization.pinecone_aws_account`.
#   since: 0.1.0
package policies.rules.cmek.trust_account

import data.policies.lib.access
import data.policies.lib.result

applies := access.trusting_ids

deny contains result.patched(result.at(subject, named.pointer, message), _rename(subject, named)) if {
	some subject in access.trusting
	pinecone := subject.access.pinecone
	some named in pinecone.named
	named.id != pinecone.id
	message := concat("", [
		$`"{named.clause}" is under account {named.id}, and {_taken(pinecone)}: `,
		"name Pinecone's roles under its own account",
	])
}

deny contains result.undecided(subject, named.pointer, message) if {
	some subject in access.trusting
	pinecone := subject.access.pinecone
	pinecone.from == "policy"
	named := [one | some one in pinecone.named; one.id == pinecone.id][0]
	message := concat("", [
		$"whether {pinecone.id} is Pinecone's account is not known: ",
		"declare the account that the console shows under CMEK as organization.pinecone_aws_account",
	])
}

deny contains result.undecided(subject, named.pointer, clause) if {
	some subject in access.trusting
	some named in subject.access.pinecone.named
	not named.id
	contains(named.clause, "${")
	clause := $"whose account it is depends on {named.clause}"
}

deny contains result.undecided(subject, pointer, clause) if {
	some subject in access.trusting
	some [pointer, clause] in (access.hidden(subject) | access.unnamed(subject))
}

_taken(pinecone) := $"Pinecone's is {pinecone.id} as the manifest declares" if {
	pinecone.from == "manifest"
} else := $"the policy names {pinecone.id} too"

# Once Pinecone gets in, it has to show the id that is registered.
_rename(subject, named) := array.concat([set], access.required_id(subject, named.pointer)) if {
	startswith(named.clause, "arn:aws:iam::")
	account := access.declared_account(subject)
	arn := replace(named.clause, $":{named.id}:", $":{account}:")
	set := result.set(named.pointer, arn)
} else := []
