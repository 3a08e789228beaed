# METADATA
# title: Waiver that holds for too long
# description: |
#   Its end lies further ahead than the team lets waivers hold, which is 180 days where the manifest
#   has no `lint.max_waiver_life`. What is excused for years is not excused but forgotten.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [waiver]
#   needs: [/days_left]
#   environments: all
#   precision: very-high
#   section: Living with findings
#   url: https://github.com/pinelint/pinelint#living-with-findings
#   remediation:
#     manifest: Give it a nearer end, or set `lint.max_waiver_life` to what the team has decided.
#   since: 0.1.0
package policies.rules.waivers.too_long

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.settings
import data.policies.lib.waiver as waivers

deny contains result.at(waiver, "/expires", message) if {
	some waiver in waivers.each
	known.value(waiver, "/days_left") > settings.max_waiver_life_days
	message := _message(waiver, settings.max_waiver_life_days)
}

_message(waiver, most) := $`{waivers.called(waiver)} holds until "{expires}": let it end within "{most}" days` if {
	expires := known.value(waiver, "/expires")
}
