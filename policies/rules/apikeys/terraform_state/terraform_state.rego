# METADATA
# title: Key value in a state that is not encrypted
# description: |
#   Terraform keeps the value in its state as plain text. Here the state is a local file or in
#   a store that does not encrypt it, or an output prints it. S3 encrypts whatever it stores
#   since January 2023, so an S3 backend passes without `encrypt`.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_api_key, pinecone_service_account]
#   needs: ["root:/backend", "root:/outputs", "root:/state_encryption"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.5.17, A.8.12]
#     nist-800-53: [IA-5(7)]
#     pci-dss: [8.3.2]
#     hipaa: [164.308(a)(5)(ii)(D)]
#   section: Manage the API keys
#   url: https://docs.pinecone.io/guides/production/production-checklist
#   remediation:
#     terraform: Configure an encrypting backend such as `s3` or `gcs`, and set `sensitive = true` on the output.
#   since: 0.1.0
package policies.rules.apikeys.terraform_state

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.secret

applies contains held.id if some held in secret.managed

deny contains result.elsewhere(result.at(held, "", message), root, "/backend") if {
	some held in secret.managed
	some root in resource.linked(held, "root")
	type := _type(root)
	backend := data.facts.backends[type]
	not _encrypts(root, backend)
	known.differs(root, "/state_encryption", true)
	message := $`value of "{held.name}" is plain text in the "{type}" state of "{root.name}": encrypt the state`
}

deny contains result.undecided(held, "", message) if {
	some held in secret.managed
	some root in resource.linked(held, "root")
	type := root.values.backend.type
	not data.facts.backends[type]
	known.differs(root, "/state_encryption", true)
	message := $`value of "{held.name}" is in a "{type}" state, which may not be encrypted: use one that is`
}

deny contains result.elsewhere(result.at(held, "", message), root, $"/outputs/{name}") if {
	some held in secret.managed
	some root in resource.linked(held, "root")
	root.values.outputs
	some name in secret.outputs(held, root)
	known.differs(root, $"/outputs/{name}/sensitive", true)
	message := $`output "{name}" of "{root.name}" prints the value of "{held.name}": make it sensitive`
}

_type(root) := root.values.backend.type

_type(root) := "local" if known.unset(root, "/backend/type")

_encrypts(_, backend) if backend.encrypted == "always"

_encrypts(root, backend) if {
	backend.encrypted == "when-asked"
	not known.differs(root, "/backend/encrypt", true)
}
