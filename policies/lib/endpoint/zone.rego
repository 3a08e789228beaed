package policies.lib.endpoint

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# scope: document
# description: |
#   True where a private zone surely answers in the VPC of an endpoint: both name one VPC, by its id, by
#   what declares it or by the same expression.
shares(found, zone) if {
	some id in zone.links.vpcs
	id in found.links.vpc
}

shares(found, zone) if {
	some vpc in known.value(zone, "/vpc")
	known.value(found, "/vpc_id") == vpc.vpc_id
}

shares(found, zone) if {
	some index, _ in known.value(zone, "/vpc")
	hidden := zone.unknown[$"/vpc/{index}/vpc_id"]
	_named(found.unknown["/vpc_id"]) == _named(hidden)
	some seen in found.observations
	some other in zone.observations
	seen.source == other.source
}

# METADATA
# scope: document
# description: |
#   True where a zone surely answers in other VPCs than an endpoint's, of which nothing tells whether they
#   reach it.
apart(found, zone) if {
	own := found.links.vpc
	attached := zone.links.vpcs
	count(attached) == known.size(zone, "/vpc")
	every vpc in attached { not vpc in own }
}

apart(found, zone) if {
	own := known.value(found, "/vpc_id")
	attached := known.value(zone, "/vpc")
	count(attached) > 0
	every vpc in attached { object.get(vpc, "vpc_id", own) != own }
}

# METADATA
# description: True where a record surely stands in a public zone, which nobody asks for names of Pinecone's.
public(record) if {
	some zone in resource.linked(record, "zone")
	known.unset(zone, "/vpc")
}

# METADATA
# scope: document
# description: True where a zone is known to be private.
hidden_zone(zone) if known.value(zone, "/private_zone") == true

hidden_zone(zone) if {
	some vpc in known.value(zone, "/vpc")
	vpc != null # of what nobody knows whether it is there, nothing is known
}

# An expression that stands for one value, wherever it is written.
_named(why) := expression if {
	expression := object.get(why, "pattern", concat("", ["${", object.get(why, "expression", ""), "}"]))
	not regex.match(`^\$\{\}$|…|\$\{!(If|Select|FindInMap|Join|Split|GetAZs)`, expression)
}
