# METADATA
# title: SDK without support for the proxy
# description: |
#   The workload reaches Pinecone through a proxy, and the documentation has no proxy for its SDK.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_workload]
#   needs: [/sdk]
#   applies_needs: ["/proxy?"]
#   environments: all
#   precision: medium
#   section: Proxies
#   url: https://docs.pinecone.io/guides/production/security-overview#proxies
#   remediation:
#     manifest: "Use an SDK whose documentation has a proxy, or declare `proxy: false` where none is in the way."
#   since: 0.1.0
package policies.rules.clients.proxy_unsupported

import data.policies.lib.known
import data.policies.lib.result

applies contains workload.id if {
	some workload in input.resources.pinecone_workload
	known.value(workload, "/proxy") == true
}

deny contains result.at(workload, "/sdk", message) if {
	some workload in input.resources.pinecone_workload
	workload.id in applies
	sdk := known.value(workload, "/sdk")
	data.facts.sdks[_languages[lower(sdk)]].proxy == false
	message := $`workload "{workload.name}" needs a proxy, and none is documented for "{sdk}": use an SDK that has one`
}

_languages := {
	"python": "python", "node": "typescript", "nodejs": "typescript", "javascript": "typescript",
	"typescript": "typescript", "go": "go", "java": "java", "csharp": "csharp", "dotnet": "csharp", ".net": "csharp",
}
