# METADATA
# description: Where secrets stand. No value of one is ever in a snapshot.
package policies.lib.secret

import data.policies.lib.known

# METADATA
# description: The secrets of a kind that stand in the repository.
found(kind) := [secret |
	some secret in input.resources.repository_secret
	known.value(secret, "/kind") == kind
]

# METADATA
# description: |
#   Where a secret stands: the file, the commit where only the history has it, and the variable
#   that it is bound to where it is bound to one.
place(secret) := $`{_text(secret)}, variable "{known.value(secret, "/variable")}",` if {
	known.value(secret, "/variable")
} else := _text(secret)

# METADATA
# description: What shows where a secret stands beside a finding, the commit where only the history has it.
shown(secret) := "/commit" if known.value(secret, "/commit")

else := ""

_text(secret) := $`"{file}" in its history (line {line} of commit {substring(commit, 0, 12)}, in no file any more)` if {
	file := known.value(secret, "/file")
	line := known.value(secret, "/line")
	commit := known.value(secret, "/commit")
} else := $`"{known.value(secret, "/file")}"`

# METADATA
# description: The resources whose secret Terraform keeps in its state.
managed := [held |
	some type in ["pinecone_api_key", "pinecone_service_account"]
	some held in object.get(input.resources, type, [])
	some observation in held.observations
	some kind in ["terraform ", "plan "]
	startswith(observation.source, kind)
]

# METADATA
# description: The outputs of a root module that a resource's secret flows into.
outputs(secret, root) := {split(pointer, "/")[2] |
	some observation in root.observations
	some pointer, references in object.get(observation, "references", {})
	startswith(pointer, "/outputs/")
	some own in secret.observations
	own.source == observation.source
	some reference in references
	reference in {own.address, $"{own.address}.key", $"{own.address}.client_secret"}
}
