package policies.rules.projects.plan_feature_test

import data.policies.rules.projects.plan_feature as rule

test_fail_used if {
	organization := {"plan": "standard", "sso": {"enabled": true}, "audit_logs": {"enabled": true}}
	denied := rule.deny with input as _snapshot(organization, {"cmek": {"required": true}})
	{finding.message | some finding in denied} == {
		`plan "standard" of "acme" has no "audit logs, customer-managed keys": move to plan "enterprise"`,
	}
	{[place.resource, place.pointer] | some finding in denied; some place in finding.related} == {
		["acme", "/audit_logs/enabled"],
		["search", "/cmek/required"],
	}
}

test_fail_least_plan if {
	denied := rule.deny with input as _snapshot({"plan": "starter"}, {"monitoring": {"datadog": true}})
	{finding.message | some finding in denied} == {
		`plan "starter" of "acme" has no "monitoring with Prometheus or Datadog": move to plan "builder"`,
	}
}

test_success_in_plan if {
	organization := {"plan": "enterprise", "audit_logs": {"enabled": true}}
	denied := rule.deny with input as _snapshot(organization, {"cmek": {"required": true}})
	denied == set()
}

test_success_unused if {
	organization := {"plan": "starter", "audit_logs": {"enabled": false}}
	denied := rule.deny with input as _snapshot(organization, {"cmek": {"required": false}})
	denied == set()
}

test_success_unknown_plan if {
	rule.deny == set() with input as _snapshot({"audit_logs": {"enabled": true}}, {})
	rule.deny == set() with input as _snapshot({"plan": "bespoke", "audit_logs": {"enabled": false}}, {})
}

test_success_unknown_name_of_a_plan if {
	denied := rule.deny with input as _snapshot({"plan": "bespoke", "audit_logs": {"enabled": true}}, {})
	{finding.undecided | some finding in denied} == {true}
}

test_success_unknown_use if {
	every pointer in ["/sso", "/sso/roles_from"] {
		denied := rule.deny with input as _unclear(_snapshot({"plan": "standard"}, {}), pointer)
		{finding.undecided | some finding in denied} == {true}
	}
	bespoke := rule.deny with input as _unclear(_snapshot({"plan": "bespoke"}, {}), "/sso")
	{finding.undecided | some finding in bespoke} == {true}
	rule.deny == set() with input as _unclear(_snapshot({"plan": "enterprise"}, {}), "/sso")
}

_unclear(case, pointer) := json.patch(case, [{
	"op": "add", "path": "/resources/pinecone_organization/0/unknown",
	"value": {pointer: {"reason": "the manifest's value is not valid"}},
}])

_snapshot(organization, project) := {
	"resources": {"pinecone_organization": [{
		"id": "acme",
		"name": "acme",
		"complete": false,
		"values": organization,
		"links": {"projects": ["search"]},
	}]},
	"linked": {"search": {"id": "search", "name": "search", "complete": false, "values": project}},
}
