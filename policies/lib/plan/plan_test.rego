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
