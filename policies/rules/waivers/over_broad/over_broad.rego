# METADATA
# title: Waiver of more than anybody has looked at
# description: |
#   Its rule is a glob over several categories, or its resource is a glob that takes all: it also
#   excuses what nobody has seen yet.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [waiver]
#   needs: [/rule]
#   environments: all
#   precision: very-high
#   section: Living with findings
#   url: https://github.com/pinelint/pinelint#living-with-findings
#   remediation:
#     manifest: Name the rule, or one category of rules such as `cmek/*`, and the resource.
#   since: 0.1.0
package policies.rules.waivers.over_broad

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.waiver as waivers

deny contains result.at(waiver, "/rule", message) if {
	some waiver in waivers.each
	regex.match(`^[^/]*([*?\[{]|$)`, known.value(waiver, "/rule"))
	message := $`{waivers.called(waiver)} is for rules of every kind: name the rule, or one category such as "cmek/*"`
}

deny contains result.at(waiver, "/resource", message) if {
	some waiver in waivers.each
	regex.match(`^[*?/]+$`, known.value(waiver, "/resource"))
	message := $`{waivers.called(waiver)} is for every resource: name the one that somebody has looked at`
}
