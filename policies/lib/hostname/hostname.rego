# METADATA
# description: Host names of DNS records.
package policies.lib.hostname

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: Records for private names of Pinecone, each with its full name.
private contains [record, name] if {
	some record in object.get(input.resources, "aws_route53_record", [])
	name := full(record)
	regex.match(`(^|\.)private\.([^.]+\.)*pinecone\.io$`, name)
}

# METADATA
# description: A record's full name. It is often written without the name of its zone.
full(record) := _within(_plain(known.value(record, "/name")), resource.linked(record, "zone"))

# METADATA
# description: By pointer, the names that a record is known to point to.
targets(record) := object.union(_values(record), _aliases(record))

_within(name, zones) := $"{name}.{zone}" if {
	zone := _plain(known.value(zones[0], "/name"))
	name != zone
	not endswith(name, $".{zone}")
} else := name

_plain(name) := trim_suffix(lower(name), ".")

_values(record) := {$"/records/{index}": target |
	some index, target in object.get(record.values, "records", [])
	is_string(target)
}

_aliases(record) := {$"/alias/{index}/name": alias.name |
	some index, alias in object.get(record.values, "alias", [])
	is_string(alias.name)
}
