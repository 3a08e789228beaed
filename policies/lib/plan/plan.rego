# METADATA
# description: |
#   Pinecone's plans, from dated facts: which features they have, where an organization uses
#   one, and how much of a thing they allow.
package policies.lib.plan

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: |
#   True where a feature is only in a higher plan. Not for a plan that is not known, which
#   may have it.
lacks(plan, feature) if _rank(plan) < _rank(data.facts.plans.features[feature].plan)

# METADATA
# description: True where a plan has a feature. Not for a plan that is not known.
has(plan, feature) if _rank(plan) >= _rank(data.facts.plans.features[feature].plan)

# METADATA
# description: True for the name of a plan that is known here.
defined(plan) if _rank(plan)

# METADATA
# description: The least plan that has no limit of a thing.
least_unlimited(thing) := [plan |
	some plan in data.facts.plans.order.names
	not data.facts.limits[thing].plans[plan]
][0]

# METADATA
# description: The least plan that has all of these features.
least(features) := data.facts.plans.order.names[max(ranks)] if {
	ranks := {_rank(data.facts.plans.features[feature].plan) | some feature in features}
}

# METADATA
# description: |
#   The limit that a count has come near to, at four fifths of it or more. Undefined where
#   it has not, or where the plan has no documented limit of the thing.
near(plan, thing, used) := limit if {
	limit := data.facts.limits[thing].plans[plan]
	used * 5 >= limit * 4
}

# METADATA
# description: True where a count would be near the limit of some plan, if it were the one.
near_any(thing, used) if used * 5 >= _least_limit(thing) * 4

_least_limit(thing) := min([limit | some limit in data.facts.limits[thing].plans])

# METADATA
# scope: document
# description: What is to be done about a limit that is near, and whether it is already reached.
left(used, limit) := "leave room for one more" if used < limit

left(used, limit) := "the next one is refused, so make room" if used >= limit

# METADATA
# scope: document
# description: How severe it is that a limit is near, and that it is already reached.
urgency(used, limit) := "medium" if used < limit

urgency(used, limit) := "high" if used >= limit

# METADATA
# description: |
#   The places where an organization, its projects or their indexes use a feature that not
#   all plans have: the feature, the resource and the pointer.
uses(organization) := {{"feature": feature, "resource": user, "pointer": pointer} |
	some level, users in _levels(organization)
	some [pointer, feature, words] in _signs[level]
	some user in users
	_counts(known.value(user, pointer), words)
}

# METADATA
# description: The places where it is not known whether they use a feature that not all plans have.
may_use(organization) := {{"feature": feature, "resource": user, "pointer": pointer} |
	some level, users in _levels(organization)
	some [pointer, feature, _] in _signs[level]
	some user in users
	known.hidden(user, pointer)
}

_levels(organization) := {
	"organization": [organization],
	"project": projects,
	"index": [index | some project in projects; some index in resource.linked(project, "indexes")],
	"cmek_key": [key | some project in projects; some key in resource.linked(project, "cmek_keys")],
	"endpoint": [endpoint | some project in projects; some endpoint in resource.linked(project, "private_endpoints")],
	"service_account": [account | some account in resource.linked(organization, "service_accounts"); _written(account)],
} if {
	projects := resource.linked(organization, "projects")
}

# Whoever reads the Admin API does so by a service account, so that one which Pinecone shows
# is in force.
_written(account) if {
	some observation in object.get(account, "observations", [])
	not startswith(observation.source, "pinecone ")
}

# Where each level shows a feature, and the words that mean its use: any, where there are none.
_signs := {
	"organization": {
		["/sso/enabled", "sso", {true}],
		["/sso/roles_from", "idp_roles", {"saml", "scim"}],
		["/audit_logs/enabled", "audit_logs", {true}],
	},
	"project": {
		["/force_encryption_with_cmek", "cmek", {true}],
		["/cmek/required", "cmek", {true}],
		["/private_endpoints/required", "private_endpoints", {true}],
		["/backups/recovery_point", "backups", set()],
		["/backups/retention_days", "backups", set()],
		["/backups/schedule", "backups", set()],
		["/backups/import_source", "import", set()],
		["/usage/backup_count", "backups", set()],
		["/monitoring/prometheus", "monitoring", set()],
		["/monitoring/datadog", "monitoring", {true}],
	},
	"index": {
		["/deployment", "byoc", {"byoc"}],
		["/cmek_id", "cmek", set()],
		["/load", "import", {"import"}],
	},
	"cmek_key": {["/key", "cmek", set()]},
	"endpoint": {["/endpoint", "private_endpoints", set()]},
	"service_account": {["/name", "service_accounts", set()]},
}

_counts(value, words) if {
	words == set()
	value != 0
}

_counts(value, words) if value in words

_rank(plan) := rank if {
	some rank, name in data.facts.plans.order.names
	name == plan
}
