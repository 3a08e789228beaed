# METADATA
# title: Key that is not the one in use
# description: |
#   Another key is declared than Pinecone shows. A project's key cannot be changed: who trusts
#   the declaration may delete the key in use, and an apply replaces the index by an empty one.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: critical
#   kind: reliability
#   resources: [pinecone_cmek_key, pinecone_index]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC7.1]
#     iso27001: [A.8.24]
#     nist-800-53: [CM-3, SC-12]
#   section: Limitations
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     manifest: Name the key that is in use in `cmek.keys` of the project; another one needs a new project.
#   since: 0.1.0
package policies.rules.cmek.key_changed

import data.policies.lib.cmek
import data.policies.lib.live
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies contains registration.id if some [registration, _, _] in _registered

applies contains index.id if some [index, _, _] in _declared

deny contains result.at(registration, "/key", message) if {
	some [registration, keys, shown] in _registered
	every arn in cmek.key_arns(keys) { not arn in shown }
	clause := $`key "{registration.name}" is registered as "{cmek.key_arn(registration)}"`
	message := $`{clause}, and indexes have {text.quoted(shown)}: declare the key that is in use`
}

deny contains result.undecided(registration, "/key", message) if {
	some [registration, keys, _] in _registered
	not cmek.key_arns(keys)
	message := $`the ARN of key "{registration.name}", to compare with that of indexes, is not known`
}

deny contains result.at(index, "/cmek_id", message) if {
	some [index, written, shown] in _declared
	written != shown
	message := $`index "{index.name}" declares key "{written}", and has "{shown}": declare the key that is in use`
}

_registered contains [registration, resource.linked(project, "cmek_keys"), shown] if {
	some registration in input.resources.pinecone_cmek_key
	some project in resource.linked(registration, "project")
	shown := {live.shown(index, "cmek_id") | some index in resource.linked(project, "indexes")}
	count(shown) > 0
}

_declared contains [index, written, live.shown(index, "cmek_id")] if {
	some index in live.indexes
	some written in live.written(index, "cmek_id")
}
