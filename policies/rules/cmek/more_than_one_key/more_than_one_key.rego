# METADATA
# title: More than one key for a project
# description: |
#   A project takes one key, and it cannot be changed once it is set. Where the manifest
#   lists more, all but one of them protect nothing, and a plan to rotate by adding a key
#   will not work.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_cmek_key]
#   needs: [/project]
#   environments: production
#   precision: very-high
#   section: Limitations
#   url: https://docs.pinecone.io/guides/production/configure-cmek
#   remediation:
#     manifest: Keep the key that the console shows for the project and remove the others from `cmek.keys`.
#   since: 0.1.0
package policies.rules.cmek.more_than_one_key

import data.policies.lib.resource
import data.policies.lib.result

deny contains result.beside(finding, first, "", "the first key of the project") if {
	some key in input.resources.pinecone_cmek_key
	some project in resource.linked(key, "project")
	first := resource.linked(project, "cmek_keys")[0]
	key.id != first.id
	message := $`key "{key.name}" is one more in project "{project.name}": declare the one that is registered`
	finding := result.at(key, "", message)
}
