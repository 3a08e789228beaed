package policies.lib.plan_test

import data.policies.lib.plan

_plans := {
	"order": {"names": ["small", "middle", "large"]},
	"features": {"a": {"plan": "middle"}, "b": {"plan": "large"}},
}

_limits := {"things": {"plans": {"small": 10}}}

test_lacks if {
	lacking := {[name, feature] |
		some name in ["small", "middle", "large", "custom"]
		some feature in ["a", "b"]
		plan.lacks(name, feature) with data.facts.plans as _plans
	}
	lacking == {["small", "a"], ["small", "b"], ["middle", "b"]}
}

test_has if {
	having := {[name, feature] |
		some name in ["small", "middle", "large", "custom"]
		some feature in ["a", "b"]
		plan.has(name, feature) with data.facts.plans as _plans
	}
	having == {["middle", "a"], ["large", "a"], ["large", "b"]}
}

test_least if {
	plan.least({"a"}) == "middle" with data.facts.plans as _plans
	plan.least({"a", "b"}) == "large" with data.facts.plans as _plans
}

test_near if {
	limits := {used: limit |
		some used in [7, 8, 10, 12]
		limit := plan.near("small", "things", used) with data.facts.limits as _limits
	}
	limits == {8: 10, 10: 10, 12: 10}
}

test_urgency if [plan.urgency(used, 10) | some used in [9, 10, 11]] == ["medium", "high", "high"]

test_no_limit if {
	not plan.near("large", "things", 1000) with data.facts.limits as _limits
}

test_near_any if {
	plan.near_any("things", 8) with data.facts.limits as _limits
	not plan.near_any("things", 7) with data.facts.limits as _limits
}

test_defined if {
	plan.defined("small") with data.facts.plans as _plans
	not plan.defined("custom") with data.facts.plans as _plans
}

test_least_unlimited if {
	plan.least_unlimited("things") == "middle" with data.facts.plans as _plans with data.facts.limits as _limits
}

test_uses_that_a_service_shows if {
	shown := {"observations": [{"source": "pinecone organization service accounts", "address": "s"}]}
	written := {"observations": [{"source": "terraform infra", "address": "s"}]}
	links := {"projects": ["used", "empty"], "service_accounts": ["ci", "reader"]}
	organization := {"id": "acme", "values": {}, "links": links}
	used := {[use.feature, use.resource.id] |
		some use in plan.uses(organization)
	} with input as {"resources": {}, "linked": {
		"used": {"id": "used", "name": "used", "values": {"usage": {"backup_count": 2}}, "links": {"indexes": ["products"]}},
		"empty": {"id": "empty", "name": "empty", "values": {"usage": {"backup_count": 0}}},
		"products": {"id": "products", "name": "products", "values": {"cmek_id": "arn"}},
		"ci": object.union({"id": "ci", "name": "ci", "values": {"name": "ci"}}, written),
		"reader": object.union({"id": "reader", "name": "reader", "values": {"name": "reader"}}, shown),
	}}
	used == {["backups", "used"], ["cmek", "products"], ["service_accounts", "ci"]}
}

test_uses if {
	used := {[use.feature, use.resource.id, use.pointer] | some use in plan.uses(_organization)} with input as _snapshot
	used == {
		["sso", "acme", "/sso/enabled"],
		["cmek", "search", "/cmek/required"],
		["cmek", "search/main", "/key"],
		["backups", "search", "/backups/recovery_point"],
		["byoc", "search/products", "/deployment"],
	}
}

test_may_use if {
	hidden := object.union(_organization, {"unknown": {"/sso": {"reason": "not valid"}}})
	found := {[use.feature, use.resource.id, use.pointer] | some use in plan.may_use(hidden)} with input as _snapshot
	found == {["sso", "acme", "/sso/enabled"], ["idp_roles", "acme", "/sso/roles_from"]}
	plan.may_use(_organization) == set() with input as _snapshot
}

_organization := {
	"id": "acme",
	"name": "acme",
	"complete": false,
	"values": {"sso": {"enabled": true, "roles_from": "console"}, "audit_logs": {"enabled": false}},
	"links": {"projects": ["search"]},
}

_snapshot := {"resources": {}, "linked": {
	"search": {
		"id": "search",
		"name": "search",
		"complete": false,
		"values": {"cmek": {"required": true}, "backups": {"recovery_point": "24h"}, "monitoring": {"datadog": false}},
		"links": {"indexes": ["search/products"], "cmek_keys": ["search/main"]},
	},
	"search/products": {
		"id": "search/products",
		"name": "products",
		"complete": false,
		"values": {"deployment": "byoc", "load": "upsert"},
	},
	"search/main": {
		"id": "search/main",
		"name": "main",
		"complete": false,
		"values": {"key": "terraform:aws_kms_key.main"},
	},
}}
