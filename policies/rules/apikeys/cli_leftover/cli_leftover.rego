# METADATA
# title: API key that Pinecone's command line left behind
# description: |
#   Whoever pointed Pinecone's command line at the project had it create a key that can do
#   everything there. It stays when the work is done, on a laptop and in the project, and no
#   program needs it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_api_key, pinecone_project]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.2, CC6.3]
#     iso27001: [A.5.17, A.5.18]
#     nist-800-53: [AC-6, IA-5]
#     pci-dss: [7.2.5]
#     hipaa: [164.308(a)(4)(ii)(C)]
#   section: Manage the API keys
#   url: https://docs.pinecone.io/guides/projects/manage-api-keys
#   remediation:
#     console: Delete the key under API keys of the project.
#     api: DELETE /admin/api-keys/{api_key_id}, or `pc auth local-keys prune` where the key was made.
#   since: 0.1.0
package policies.rules.apikeys.cli_leftover

import data.policies.lib.apikey
import data.policies.lib.known
import data.policies.lib.listing
import data.policies.lib.result

applies contains key.id if some key in input.resources.pinecone_api_key

deny contains result.at(key, "/name", message) if {
	some key in _made_by_cli
	_holds(key)
	message := $`API key "{known.value(key, "/name")}" was made by Pinecone's command line and is "{_role}": delete it`
}

deny contains result.undecided(key, "/roles", message) if {
	some key in _made_by_cli
	not _holds(key)
	apikey.unclear(key)
	message := $`what API key "{known.value(key, "/name")}" of Pinecone's command line can do is not known`
}

deny contains result.undecided(key, "/name", message) if {
	some key in input.resources.pinecone_api_key
	known.unknown(key, "/name")
	_may_hold(key)
	message := $`the name of API key "{key.name}", which tells whether the command line made it, is not known`
}

deny contains gap if some gap in listing.gaps("pinecone_project", "api key")

_made_by_cli := [key |
	some key in input.resources.pinecone_api_key
	startswith(known.value(key, "/name"), data.facts.keys.cli.prefix)
]

_may_hold(key) if _holds(key)

_may_hold(key) if apikey.unclear(key)

_holds(key) if _role in apikey.roles(key)

_role := data.facts.keys.cli.role
