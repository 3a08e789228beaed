# METADATA
# title: SDK that is out of support
# description: |
#   The dependency is on a package that was renamed and gets no more fixes, or allows only versions
#   of the SDK that speak an API out of support or lose data. A version that the dependency does not
#   tell is inconclusive. An SDK of which no release speaks a supported API, as that for .NET, is
#   judged by its name alone: there is nothing to upgrade to.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: reliability
#   resources: [pinecone_sdk]
#   needs: ["/version?"]
#   environments: all
#   precision: high
#   controls:
#     iso27001: [A.8.8]
#     nist-800-53: [SI-2]
#     pci-dss: [6.3.3]
#   section: Upgrading
#   url: https://docs.pinecone.io/reference/api/versioning
#   remediation:
#     code: "Depend on the package by its present name, at or above the version that the finding names."
#   since: 0.1.0
package policies.rules.clients.sdk_version

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.version

applies contains sdk.id if {
	some sdk in _sdks
	_judged(sdk)
}

deny contains result.at(sdk, "/package", message) if {
	some sdk in _sdks
	name := known.value(sdk, "/package")
	now := data.facts.sdks[sdk.values.language].renamed[name]
	message := $`"{sdk.values.file}" depends on "{name}", which is no longer maintained: depend on "{now}"`
}

deny contains result.at(sdk, "/version", message) if {
	some sdk in _sdks
	known.value(sdk, "/pinned") == true
	found := known.value(sdk, "/version")
	facts := data.facts.sdks[sdk.values.language]
	not facts.renamed[sdk.values.package]
	version.below(found, facts.floor)
	has := $`"{sdk.values.file}" has version {found} of "{sdk.values.package}"`
	why := _why(found, facts)
	message := $`{has}, and those before {why.before} {why.because}: use {facts.floor} or later`
}

# Of an SDK without a floor, all that could be wrong is its name.
_judged(sdk) if not known.value(sdk, "/language")

_judged(sdk) if data.facts.sdks[sdk.values.language].floor

_judged(sdk) if data.facts.sdks[sdk.values.language].renamed[sdk.values.package]

_why(found, facts) := facts.unsupported if {
	version.below(found, facts.unsupported.before)
} else := {"before": facts.floor, "because": facts.floor_because}

_sdks := [sdk |
	some sdk in input.resources.pinecone_sdk
	known.value(sdk, "/role") in {"source", "script"}
]
