# METADATA
# title: Waiver that excuses nothing
# description: |
#   The entry, or the comment, is for no finding: what it was for is repaired, or its rule or its
#   resource is misspelt. It stays behind and excuses the next fault of the kind before anybody
#   has seen it. Where nobody could tell whether there is one, this is inconclusive.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: low
#   kind: security
#   resources: [waiver]
#   needs: [/covers]
#   environments: all
#   precision: very-high
#   section: Living with findings
#   url: https://github.com/pinelint/pinelint#living-with-findings
#   remediation:
#     manifest: Remove it, or correct the rule and the resource that it names.
#   since: 0.1.0
package policies.rules.waivers.unused

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.waiver as waivers

applies contains waiver.id if some waiver in waivers.holding

deny contains result.at(waiver, "/rule", message) if {
	some waiver in waivers.holding
	known.value(waiver, "/covers") == 0
	message := $`{waivers.called(waiver)} excuses nothing: remove it, or correct its rule or where it points`
}
