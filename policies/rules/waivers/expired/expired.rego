# METADATA
# title: Waiver that is over
# description: |
#   Its last day has passed, so it excuses nothing any more, and what it was for counts again.
#   Somebody promised to have repaired it by then.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [waiver]
#   needs: [/days_left]
#   environments: all
#   precision: very-high
#   section: Living with findings
#   url: https://github.com/pinelint/pinelint#living-with-findings
#   remediation:
#     manifest: Remove it with the repair, or give it a new end after somebody has decided so.
#   since: 0.1.0
package policies.rules.waivers.expired

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.waiver as waivers

deny contains result.at(waiver, "/expires", message) if {
	some waiver in waivers.each
	known.value(waiver, "/days_left") < 0
	expires := known.value(waiver, "/expires")
	message := $`{waivers.called(waiver)} held until "{expires}": remove it, or decide anew on a later day`
}
