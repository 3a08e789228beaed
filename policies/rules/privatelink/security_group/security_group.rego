# METADATA
# title: Security groups that shut clients out or let everyone in
# description: |
#   Clients reach the endpoint on port 443. Its security groups let nobody in on that port, so
#   every request times out; or one lets in the whole internet, so nothing but routing keeps
#   the endpoint private.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [aws_vpc_endpoint]
#   needs: []
#   reads: ["aws_security_group:/ingress"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.6]
#     iso27001: [A.8.20]
#     nist-800-53: [SC-7]
#     pci-dss: [1.3.1]
#     hipaa: [164.312(e)(1)]
#   section: "Configure Private Endpoints: Create an Amazon VPC endpoint, step 10"
#   url: https://docs.pinecone.io/guides/production/configure-private-endpoints
#   remediation:
#     terraform: Allow TCP 443 from the security group or the address range of the clients, and from nowhere else.
#     cloudformation: >-
#       In `SecurityGroupIngress`, allow TCP 443 from the security group or the address range of the clients, and from
#       nowhere else.
#     console: Edit the inbound rules of the security group of the endpoint.
#   since: 0.1.0
package policies.rules.privatelink.security_group

import data.policies.lib.endpoint
import data.policies.lib.firewall
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

applies := endpoint.ids

deny contains result.elsewhere(result.at(found, "/security_group_ids", message), group, pointer) if {
	some found in endpoint.private
	some group in resource.linked(found, "security_groups")
	some pointer in firewall.internet(group, _port)
	message := $`security group "{group.name}" of VPC endpoint "{found.name}" lets in the internet: allow only clients`
}

deny contains _at(result.absent(found, "/security_group_ids", _rules, message), found, groups) if {
	some found in endpoint.private
	groups := resource.linked(found, "security_groups")
	count(groups) > 0
	not endpoint.hidden_groups(found)
	every group in groups { firewall.shut(group, _port) }
	names := text.quoted({group.name | some group in groups})
	message := $`no rule of {names} lets clients of VPC endpoint "{found.name}" in: allow TCP {_port}`
}

deny contains result.undecided(found, "/security_group_ids", message) if {
	some found in endpoint.private
	endpoint.hidden_groups(found)
	message := $`VPC endpoint "{found.name}" has security groups that were not read: declare them beside it`
}

deny contains result.undecided(found, "/security_group_ids", message) if {
	some found in endpoint.private
	some group in resource.linked(found, "security_groups")
	firewall.unclear(group, _port)
	why := firewall.reasons(group, _port)
	message := $`security group "{group.name}" of VPC endpoint "{found.name}" has rules that are not known{why}`
}

# A module that makes the endpoint and its group has the rules from whom it is for: there they are
# edited, and not where the module names the group.
_at(finding, found, groups) := result.elsewhere(finding, group, $"/ingress/0/{attribute}") if {
	count(groups) == 1
	some group in groups
	some module in regex.find_n(`^(module\.[^.]+\.)+`, found.name, 1)
	startswith(group.name, module)
	attribute := _amiss(group.values.ingress[0])
} else := finding

_amiss(rule) := "protocol" if {
	not lower(rule.protocol) in {"tcp", "6"}
} else := "from_port" if {
	rule.from_port > _port
} else := "to_port" if {
	rule.to_port < _port
}

# HTTPS, which is all that Pinecone speaks.
_port := 443

_rules := ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"]
