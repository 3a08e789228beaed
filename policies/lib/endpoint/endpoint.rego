# METADATA
# description: |
#   Private endpoints: what they connect to, and whether a project has one for a region.
package policies.lib.endpoint

import data.policies.lib.arn
import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: The VPC endpoints that lead to Pinecone.
private := [endpoint |
	some endpoint in object.get(input.resources, "aws_vpc_endpoint", [])
	"private_endpoint" in endpoint.purposes
]

# METADATA
# description: The ids of those, for rules that judge all of them.
ids contains endpoint.id if some endpoint in private

# METADATA
# description: The ids of the registrations of endpoints with projects.
registration_ids contains registration.id if {
	some registration in object.get(input.resources, "pinecone_private_endpoint", [])
}

# METADATA
# description: The VPC endpoints that no registration with a project was joined with.
unregistered := [endpoint |
	some endpoint in private
	count(resource.linked(endpoint, "private_endpoints")) == 0
]

# METADATA
# description: Registrations whose endpoint was not found, with what they name.
dangling contains [registration, named] if {
	some registration in object.get(input.resources, "pinecone_private_endpoint", [])
	count(resource.linked(registration, "endpoint")) == 0
	named := known.value(registration, "/endpoint")
}

# METADATA
# description: |
#   The region of the service that an endpoint connects to, from the service's name.
#   Undefined where the name is unknown or is not that of an endpoint service.
service_region(endpoint) := split(name, ".")[3] if {
	name := known.value(endpoint, "/service_name")
	startswith(name, "com.amazonaws.vpce.")
}

# METADATA
# description: The regions that an endpoint itself, its VPC and its subnets are known to stand in.
regions(endpoint) := {region |
	some place in array.concat([endpoint], resource.linked(endpoint, "vpc"))
	region := _region(place)
} | {region |
	some subnet in resource.linked(endpoint, "subnets")
	zone := known.value(subnet, "/availability_zone")
	regex.match(`^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$`, zone)
	region := substring(zone, 0, count(zone) - 1)
}

_region(place) := known.value(place, "/region")

_region(place) := arn.region(known.value(place, "/arn")) if not known.value(place, "/region")

# METADATA
# description: |
#   True where an endpoint has, or may have, a security group that nobody saw. Who names
#   none gets the default group of the VPC.
hidden_groups(endpoint) if not _seen_groups(endpoint)

_seen_groups(endpoint) if {
	named := known.size(endpoint, "/security_group_ids")
	named > 0
	named <= count(resource.linked(endpoint, "security_groups"))
}

# METADATA
# description: The regions of a project's indexes. A pod or BYOC index has an environment instead.
index_regions(project) := {region |
	some index in resource.linked(project, "indexes")
	region := known.value(index, "/region")
}

# METADATA
# description: The regions of the workloads that are declared to reach the project privately.
client_regions(project) := {region |
	some workload in resource.linked(project, "workloads")
	known.value(workload, "/private") == true
	region := known.value(workload, "/region")
}

# METADATA
# description: |
#   The region whose DNS entry a record's name is: a wildcard for its zone, or for a domain
#   below it. Undefined where Pinecone publishes none.
entry_region(name) := region if {
	startswith(name, "*.")
	some region, place in data.facts.regions
	endswith(name, $".{place.dns_zone}")
	not contains(trim_suffix(name, place.dns_zone), "pinecone.io")
}

# METADATA
# description: True where a registered endpoint connects the project to its service in the region.
covered(project, region) if {
	some endpoint in resource.linked(project, "endpoints")
	_leads(endpoint, region)
	not _broken(endpoint)
}

# METADATA
# description: |
#   True where it is certain that no registered endpoint does: each registration was joined
#   with its endpoint, and each endpoint leads elsewhere or does not work.
uncovered(project, region) if {
	every registration in resource.linked(project, "private_endpoints") {
		count(resource.linked(registration, "endpoint")) > 0
	}
	every endpoint in resource.linked(project, "endpoints") {
		_elsewhere(endpoint, region)
	}
}

_elsewhere(endpoint, region) if {
	known.value(endpoint, "/service_name")
	not _leads(endpoint, region)
}

_elsewhere(endpoint, _) if _broken(endpoint)

_leads(endpoint, region) if service_region(endpoint) == region

_broken(endpoint) if lower(known.value(endpoint, "/state")) != "available"
