# METADATA
# title: Key that nobody can administer
# description: |
#   No identity of the account that owns the key can change its policy, so that only AWS Support
#   can repair it. That happens when the policy does not name the account's root, and the one
#   administrator that it names goes.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [aws_kms_key]
#   environments: production
#   precision: high
#   controls:
#     soc2: [A1.2]
#     iso27001: [A.8.24]
#     nist-800-53: [SC-12(1)]
#   section: Create an AWS KMS key
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     terraform: Add a statement that allows `kms:*` to `arn:aws:iam::<account>:root` to the key's policy.
#     cloudformation: Add a statement that allows `kms:*` to `arn:aws:iam::<account>:root` to `KeyPolicy`.
#     policy: Add a statement that allows `kms:*` to `arn:aws:iam::<account>:root` to the key's policy.
#     console: In KMS, keep the default key policy, and add key administrators.
#   since: 0.1.0
package policies.rules.cmek.key_no_admin

import data.policies.lib.access
import data.policies.lib.cmek
import data.policies.lib.result

applies contains key.id if some key in cmek.reached

deny contains result.at(key, "/policy", message) if {
	some key in cmek.reached
	_people(key) == []
	message := $`nobody{_but(key)} can administer key "{key.name}": name the root of its account in its policy`
}

deny contains result.undecided(key, pointer, clause) if {
	some key in cmek.reached
	every answer in _people(key) {
		answer.effect == "unknown"
	}
	[pointer, clause] := access.depends(_people(key)[0])
}

deny contains result.undecided(key, answer.place.pointer, clause) if {
	some key in cmek.reached
	[answer] := _people(key)
	answer.effect == "allowed"
	not endswith(answer.principal, ":root")
	not answer.resource
	clause := $"only {answer.principal} can administer it, and nothing that was read says that it exists"
}

# Who can administer a key, or may, without the role that Pinecone assumes.
_people(key) := [answer |
	some answer in object.get(key.access, "administer", [])
	not object.get(answer, "resource", "") in object.get(key, ["links", "roles"], [])
]

_but(key) := ` but the role that Pinecone assumes` if count(object.get(key.access, "administer", [])) > 0

else := ""
