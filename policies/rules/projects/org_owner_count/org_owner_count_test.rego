package policies.rules.projects.org_owner_count_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.org_owner_count as rule

test_fail_declared if {
	every owners in [[], ["a"], ["a", "A"]] {
		denied := rule.deny with input as _organization({"owners": owners})
		sample.places(denied) == {["acme", "/owners"]}
	}
}

test_fail_shown if {
	denied := rule.deny with input as _shown(["u-1"], {"owners": ["a", "b"]})
	sample.messages(denied) == {`"acme" has "1" owners who are people: have at least "2" and at most "5"`}
}

test_fail_too_many if {
	denied := rule.deny with input as _shown(["u-1", "u-2", "u-3", "u-4", "u-5", "u-6"], {})
	sample.messages(denied) == {`"acme" has "6" owners who are people: have at least "2" and at most "5"`}
}

test_fail_over_the_teams_own_limit if {
	denied := rule.deny with input as _organization({"owners": ["a", "b", "c"]})
		with data.settings as {"max_org_owners": 2}
	sample.messages(denied) == {`"acme" has "3" owners who are people: have at least "2" and at most "2"`}
}

test_fail_made_by_code if {
	listed := {"owners": ["Ann@acme.example", "ben@acme.example"]}
	denied := rule.deny with input as _made(listed, ["ann", "cyd", "dan", "eve", "fay"])
	sample.messages(denied) == {`"acme" has "6" owners who are people: have at least "2" and at most "5"`}
	alone := rule.deny with input as _made({}, ["ann", "ben", "cyd", "dan", "eve", "fay"])
	sample.messages(alone) == {`"acme" is given "6" owners who are people: have at least "2" and at most "5"`}
}

test_success_made_by_code if {
	rule.deny == set() with input as _made({"owners": ["ann@acme.example"]}, ["ann", "ben"])
}

test_success_unknown_made_by_code if {
	case := _made({"owners": ["ann@acme.example"]}, ["ben"])
	every hidden in [
		json.remove(case, ["/linked/ben/values/email"]),
		json.patch(case, [
			{"op": "remove", "path": "/linked/binding-ben/values/role"},
			{"op": "add", "path": "/linked/binding-ben/unknown", "value": {"/role": {"reason": "a variable"}}},
		]),
		json.patch(json.remove(case, ["/linked/ben/values/email"]), [{
			"op": "replace", "path": "/linked/binding-ben/observations/0/address", "value": `pinecone_role_binding.all["?"]`,
		}]),
		json.patch(json.remove(_made({"owners": ["a", "b"]}, ["cyd"]), ["/linked/cyd/values/email"]), [{
			"op": "replace", "path": "/linked/binding-cyd/observations/0/address", "value": `pinecone_role_binding.all["?"]`,
		}]),
		_made({}, ["ann", "ben"]),
	] {
		denied := rule.deny with input as hidden
		sample.messages(denied) == set()
		sample.undecided(denied) == {["acme", "/owners"]}
	}
}

test_success_enough if {
	rule.deny == set() with input as _organization({"owners": ["a", "b"]})
	rule.deny == set() with input as _shown(["u-1", "u-2"], {})
}

test_success_unknown_owners if {
	every organization in [sample.partial("acme", {}), sample.refused("acme", "/usage/role_binding_count")] {
		denied := rule.deny with input as {"resources": {"pinecone_organization": [organization]}}
		sample.messages(denied) == set()
		sample.undecided(denied) == {["acme", "/owners"]}
	}
}

test_success_unknown_bindings_and_declared_owners if {
	refused := object.union(sample.refused("acme", "/usage/role_binding_count"), {"values": {"owners": ["a", "b"]}})
	denied := rule.deny with input as {"resources": {"pinecone_organization": [refused]}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/owners"]}
}

test_fail_declared_where_pinecone_refused if {
	refused := object.union(sample.refused("acme", "/usage/role_binding_count"), {"values": {"owners": ["a"]}})
	denied := rule.deny with input as {"resources": {"pinecone_organization": [refused]}}
	sample.places(denied) == {["acme", "/owners"]}
}

test_success_unknown_role_of_a_member if {
	every pointer in ["/principal_id", "/principal_type", "/role"] {
		denied := rule.deny with input as _unclear(["u-1", "u-2"], "u-2", pointer)
		sample.messages(denied) == set()
		sample.undecided(denied) == {["acme", "/owners"]}
	}
}

test_success_unknown_role_of_one_of_many if {
	rule.deny == set() with input as _unclear(["u-1", "u-2", "u-3"], "u-3", "/role")
	rule.deny == set() with input as _unclear(["u-1", "u-2"], "member", "/role")
	rule.deny == set() with input as _unclear(["u-1", "u-2"], "robot", "/role")
}

test_fail_whatever_the_role_of_another if {
	six := ["u-1", "u-2", "u-3", "u-4", "u-5", "u-6"]
	sample.places(rule.deny) == {["acme", "/owners"]} with input as _unclear(six, "member", "/role")
	sample.places(rule.deny) == {["acme", "/owners"]} with input as _unclear([], "member", "/role")
}

_unclear(people, id, pointer) := json.patch(case, [{
	"op": "replace", "path": $"/linked/{id}",
	"value": sample.hidden(json.remove(case.linked[id], [$"values{pointer}"]), [pointer]),
}]) if {
	case := _shown(people, {})
}

_organization(values) := {"resources": {"pinecone_organization": [sample.partial("acme", values)]}}

# One more owner is only declared in Terraform, and another is no person.
_shown(people, values) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", object.union(values, {"usage": {"role_binding_count": 9}})),
		{"role_bindings": array.concat(people, ["declared", "robot", "member"])},
	)]},
	"linked": object.union(
		{person: sample.shown(_binding(person, "user", "OrgOwner")) | some person in people},
		{
			"declared": object.union(_binding("declared", "user", "OrgOwner"), {"observations": []}),
			"robot": sample.shown(_binding("robot", "service_account", "OrgOwner")),
			"member": sample.shown(_binding("member", "user", "OrgMember")),
		},
	),
}

_binding(id, kind, role) := sample.whole(
	id,
	{"principal_id": id, "principal_type": kind, "resource_type": "organization", "role": role},
)

_made(values, people) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", values),
		{"role_bindings": [$"binding-{person}" | some person in people]},
	)]},
	"linked": object.union(
		{person: sample.whole(person, {"email": $"{person}@acme.example"}) | some person in people},
		{$"binding-{person}": _written(person) | some person in people},
	),
}

_written(person) := object.union(
	sample.linked(_binding($"binding-{person}", "user", "OrgOwner"), {"principal": [person]}),
	{"observations": [{"source": "terraform infra", "address": $"pinecone_role_binding.{person}", "complete": true}]},
)
