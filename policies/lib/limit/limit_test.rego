package policies.lib.limit_test

import data.policies.lib.limit
import data.policies.lib.sample_test as sample

_limits := {
	"projects_per_organization": {"plans": {"standard": 5}},
	"users_per_organization": {"plans": {"standard": 5}},
	"serverless_indexes_per_project": {"plans": {"standard": 2}},
	"private_endpoints_per_project": {"plans": {"standard": 5}},
	"backups_per_project": {"plans": {"standard": 5}},
	"namespaces_per_serverless_index": {"plans": {"standard": 5}},
}

test_near if {
	found := limit.near with input as _snapshot({"plan": "standard", "usage": {"user_count": 4, "project_count": 5}})
		with data.facts.limits as _limits
	{[use.of, use.words, use.used, use.allowed, use.at.id, use.pointer] | some use in found} == {
		[`"acme"`, "projects", 5, 5, "acme", "/plan"],
		[`"acme"`, "users", 4, 5, "acme", "/plan"],
		[`project "search"`, "serverless indexes", 2, 2, "search", ""],
		[`project "search"`, "private endpoints", 4, 5, "search", "/private_endpoints"],
		[`project "search"`, "backups", 7, 5, "search", "/usage/backup_count"],
		[`index "a"`, "namespaces", 4, 5, "a", "/usage/namespace_count"],
	}
}

test_near_by_what_is_declared if {
	load := {"op": "add", "path": "/linked/b/values/namespaces", "value": 6}
	input_ := json.patch(_snapshot({"plan": "standard"}), [load])
	found := limit.near with input as input_ with data.facts.limits as _limits
	[`index "b"`, 6, "/namespaces"] in {[use.of, use.used, use.pointer] | some use in found}
	fewer := json.patch(input_, [{"op": "replace", "path": "/linked/b/values/namespaces", "value": 3}])
	others := limit.near with input as fewer with data.facts.limits as _limits
	{use.pointer | some use in others; use.of == `index "b"`} == set()
}

test_findings_stand_where_the_thing_is if {
	acme := sample.whole("acme", {})
	limit.finding({"owner": acme, "at": acme, "pointer": "/plan"}, "m").pointer == "/plan"

	index := sample.whole("a", {})
	limit.finding({"owner": acme, "at": index, "pointer": "/usage"}, "m").place == {"resource": "a", "pointer": "/usage"}
}

test_a_plan_without_limits if {
	input_ := _snapshot({"plan": "enterprise", "usage": {"user_count": 4}})
	limit.near == set() with input as input_ with data.facts.limits as _limits
	limit.doubts == set() with input as input_ with data.facts.limits as _limits
}

test_an_unknown_plan_is_a_doubt_where_much_is_used if {
	every values in [{"usage": {"user_count": 3}}, {"plan": "bespoke", "usage": {"user_count": 3}}] {
		found := limit.doubts with input as _snapshot(values) with data.facts.limits as _limits
		sample.undecided(found) == {["search", "/plan"]}
	}
}

test_counts_that_were_withheld if {
	refused := object.union(sample.refused("acme", "/usage/user_count"), {"values": {"plan": "standard"}})
	found := limit.doubts with input as {"resources": {"pinecone_organization": [refused]}}
		with data.facts.limits as _limits
	{finding.message | some finding in found} == {
		`how many users "acme" has is not known: the permission "OrgOwner" is missing`,
	}
	index := object.union(sample.refused("a", "/usage/namespace_count"), {"values": {"deployment": "serverless"}})
	indexes := limit.doubts with data.facts.limits as _limits with input as {
		"resources": {"pinecone_project": [sample.linked(sample.shown(sample.whole("search", {})), {"indexes": ["a"]})]},
		"linked": {"a": index},
	}
	{finding.message | some finding in indexes} == {
		`how many namespaces the indexes of "search" have is not known: the permission "OrgOwner" is missing`,
	}
}

test_indexes_that_may_count if {
	every deployment, doubted in {"serverless": true, "pod": false} {
		case := json.patch(_snapshot({"plan": "standard"}), [
			{"op": "replace", "path": "/linked/a/values/deployment", "value": deployment},
			{"op": "replace", "path": "/linked/b", "value": sample.hidden(sample.whole("b", {}), ["/deployment"])},
		])
		found := limit.doubts with input as case with data.facts.limits as _limits
		sample.undecided(found) == {["search", ""] | doubted}
	}
}

test_an_index_that_may_be_all_that_counts if {
	search := sample.linked(sample.partial("search", {}), {"organization": ["acme"], "indexes": ["a"]})
	every plan, doubts in {"standard": {["search", ""]}, "enterprise": set()} {
		found := limit.doubts with data.facts.limits as _limits with input as {
			"resources": {"pinecone_project": [search]},
			"linked": {
				"acme": sample.whole("acme", {"plan": plan}),
				"a": sample.hidden(sample.whole("a", {}), ["/deployment"]),
			},
		}
		sample.undecided(found) == doubts
	}
}

_snapshot(organization) := {
	"resources": {
		"pinecone_organization": [
			sample.linked(sample.shown(sample.whole("acme", organization)), {"projects": ["search"]}),
		],
		"pinecone_project": [sample.linked(sample.shown(sample.whole("search", {"usage": {"backup_count": 7}})), {
			"organization": ["acme"],
			"indexes": ["a", "b", "pod"],
			"private_endpoints": ["e"],
			"endpoints": ["e", "f", "g", "h"],
		})],
	},
	"linked": {id: sample.whole(id, values) | some id, values in {
		"a": {"deployment": "serverless", "usage": {"namespace_count": 4}},
		"b": {"deployment": "serverless", "usage": {"namespace_count": 3}},
		"pod": {"deployment": "pod", "usage": {"namespace_count": 9}},
		"e": {}, "f": {}, "g": {}, "h": {},
	}},
}
