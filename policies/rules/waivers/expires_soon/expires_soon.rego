# METADATA
# title: Waiver that is over soon
# description: |
#   It holds for two more weeks at most. Then what it excuses fails the run again.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: info
#   kind: security
#   resources: [waiver]
#   needs: [/days_left]
#   environments: all
#   precision: very-high
#   section: Living with findings
#   url: https://github.com/pinelint/pinelint#living-with-findings
#   remediation:
#     manifest: Repair what it is for, or decide on a later end.
#   since: 0.1.0
package policies.rules.waivers.expires_soon

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.waiver as waivers

applies contains waiver.id if some waiver in waivers.holding

deny contains result.at(waiver, "/expires", message) if {
	some waiver in waivers.holding
	left := known.value(waiver, "/days_left")
	left <= 14
	expires := known.value(waiver, "/expires")
	message := $`{waivers.called(waiver)} holds until "{expires}", for "{left}" more days: repair what it is for by then`
}
