package policies.rules.cmek.key_deleted_in_plan_test

import data.policies.rules.cmek.key_deleted_in_plan as rule

test_fail_project_with_indexes if {
	denied := rule.deny with input as _snapshot(["delete"], {"projects": ["search"]}, {})
	{finding.message | some finding in denied} == {
		`"main" is up for "delete" and indexes may depend on it: keep it`,
		`"pinecone-cmek" is up for "delete" and indexes may depend on it: keep it`,
	}
}

test_fail_project_unknown if {
	denied := rule.deny with input as _snapshot(["create", "delete"], {}, {})
	{finding.resource | some finding in denied} == {"aws_kms_key.main", "aws_iam_role.cmek"}
}

test_fail_index_replaced if {
	change := {"change": {"actions": ["delete", "create"]}}
	denied := rule.deny with input as _snapshot(["delete"], {"projects": ["search"]}, change)
	{finding.resource | some finding in denied} == {"aws_kms_key.main", "aws_iam_role.cmek"}
}

test_applies_to_what_is_in_a_plan if {
	rule.applies == {"aws_kms_key.main", "aws_iam_role.cmek"} with input as _snapshot(["no-op"], {}, {})
}

test_success_indexes_deleted_too if {
	change := {"change": {"actions": ["delete"]}}
	denied := rule.deny with input as _snapshot(["delete"], {"projects": ["search"]}, change)
	denied == set()
}

test_success_updated if {
	denied := rule.deny with input as _snapshot(["update"], {"projects": ["search"]}, {})
	denied == set()
}

test_success_unknown_plan if {
	resources := {"aws_kms_key": [{
		"id": "aws_kms_key.main",
		"name": "main",
		"purposes": ["cmek"],
		"complete": true,
		"values": {},
	}]}
	rule.deny == set() with input as {"resources": resources}
	rule.applies == set() with input as {"resources": resources}
}

_snapshot(actions, links, index) := {
	"resources": {
		"aws_kms_key": [_part("aws_kms_key.main", "main", actions, links)],
		"aws_iam_role": [_part("aws_iam_role.cmek", "pinecone-cmek", actions, links)],
	},
	"linked": {
		"search": {
			"id": "search",
			"name": "search",
			"complete": true,
			"values": {},
			"links": {"indexes": ["search/products"]},
		},
		"search/products": {"id": "search/products", "name": "products", "complete": true, "values": index},
	},
}

_part(id, name, actions, links) := {
	"id": id,
	"name": name,
	"purposes": ["cmek"],
	"complete": true,
	"values": {"change": {"actions": actions}},
	"links": links,
}
