# METADATA
# description: What the names of indexes say of tenants.
package policies.lib.tenants

import data.policies.lib.environment

# METADATA
# description: |
#   The patterns that a name is of if one part of it is a tenant's name, such as "docs-*" for
#   "docs-acme". A part that is an environment or a version is none; a number is one only
#   beside a word for a tenant.
patterns(name) := {concat("-", starred) |
	parts := split(name, "-")
	count(parts) > 1
	some i, part in parts
	_may_name_tenant(part, {other | some j, other in parts; j != i})
	starred := array.flatten([array.slice(parts, 0, i), "*", array.slice(parts, i + 1, count(parts))])
}

_may_name_tenant(part, _) if {
	not environment.words[lower(part)]
	not regex.match(`^(v?[0-9.]+|v|latest|new|old|blue|green)$`, part)
}

_may_name_tenant(part, others) if {
	regex.match(`^[0-9]+$`, part)
	others & _tenants != set()
}

_tenants := {"tenant", "customer", "client", "account", "org", "user", "team", "workspace"}
