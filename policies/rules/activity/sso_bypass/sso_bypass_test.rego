package policies.rules.activity.sso_bypass_test

import data.policies.lib.sample_test as sample
import data.policies.rules.activity.sso_bypass as rule

test_fail_other_value if {
	denied := rule.deny with input as _case({}, {})
	sample.places(denied) == {["p", "/logins"]}
	did := concat(" ", [
		`user "ada@acme.example" signed in by "password" at "2026-11-01T12:00:00Z" in "b.json", line "4",`,
		`the last of "3" logins around single sign-on`,
	])
	advice := "see that it is still enforced, and unless it was they, remove the member and rotate the keys that they saw"
	sample.messages(denied) == {$`{did}: {advice}`}
	[place.pointer | some finding in denied; some place in finding.related] == ["/sso/login_parameter/values"]
}

test_fail_owners_and_any_spelling if {
	every name in ["ADA@Acme.Example", "x@y@acme.example"] {
		sample.places(rule.deny) == {["p", "/logins"]} with input as _case({"principal_name": name}, {})
	}
	declared := {"email_domains": ["other.example", "ACME.example"]}
	sample.places(rule.deny) == {["p", "/logins"]} with input as _case({}, declared)
}

test_fail_address_that_pinecone_tells if {
	sample.places(rule.deny) == {["p", "/logins"]} with input as _named_by_id({"identities": ["ada"]})
}

test_fail_beside_what_is_unknown if {
	case := _hidden(_case({}, {}), ["/logins/3/value", "/logins/4"])
	sample.places(rule.deny) == {["p", "/logins"]} with input as case
}

test_success_declared_values if {
	case := _case({}, {"login_parameter": {"name": "connection", "values": ["okta", "entra", "password", "google"]}})
	rule.deny == set() with input as case
	rule.applies == {"p"} with input as case
}

test_success_nobody_asks if {
	every sso in [{"enforced": false}, {"email_domains": []}, {"email_domains": ["example", "me.example"]}] {
		rule.deny == set() with input as _case({}, sso)
		rule.applies == set() with input as _case({}, sso)
	}
	every name in ["enforced", "email_domains", "login_parameter"] {
		case := json.remove(_case({}, {}), [$"linked/acme/values/sso/{name}"])
		rule.deny == set() with input as case
		rule.applies == set() with input as case
	}
}

test_success_other_domain if {
	every name in ["eve@sub.acme.example", "acme.example@evil.example", "eve@acme.example.evil.example"] {
		rule.deny == set() with input as _case({"principal_name": name}, {})
		rule.applies == set() with input as _case({"principal_name": name}, {})
	}
}

test_success_no_login if {
	silent := json.remove(_case({}, {}), ["resources/pinecone_audit_principal/0/values/logins"])
	every case in [_case({"logins": []}, {}), silent] {
		rule.deny == set() with input as case
		rule.applies == set() with input as case
	}
}

test_success_unknown_way if {
	logins := [{"count": 1, "last_at": "2026-11-01T12:00:00Z", "key": "b.json", "line": 1}]
	case := _hidden(_case({"logins": logins}, {}), ["/logins/0/value"])
	rule.deny == set() with input as case
	rule.applies == {"p"} with input as case
}

test_success_unknown_logins if {
	case := _hidden(_case({"logins": []}, {}), ["/logins/0"])
	rule.deny == set() with input as case
	rule.applies == {"p"} with input as case
}

test_success_unknown_address if {
	denied := rule.deny with input as _named_by_id({})
	sample.places(denied) == set()
	sample.undecided(denied) == {["p", "/logins"]}
}

test_success_unknown_declaration if {
	denied := rule.deny with input as _unclear(_case({}, {}), "/sso/login_parameter/values/2")
	sample.places(denied) == set()
	sample.undecided(denied) == {["p", "/logins"]}
	other := _unclear(_case({"principal_name": "eve@else.example"}, {}), "/sso/email_domains/1")
	sample.undecided(rule.deny) == {["p", "/logins"]} with input as other
}

test_success_unknown_whether_asked if {
	every pointer in ["/sso", "/sso/enforced", "/sso/email_domains", "/sso/login_parameter"] {
		denied := rule.deny with input as _without(pointer, {})
		sample.places(denied) == set()
		sample.undecided(denied) == {["p", "/logins"]}
	}
}

test_success_unknown_what_would_not_matter if {
	every name in ["/sso/enforced", "/sso/login_parameter"] {
		other := _without(name, {"email_domains": ["other.example"]})
		rule.deny == set() with input as other
	}
	rule.deny == set() with input as _without("/sso/email_domains", {"enforced": false})
}

test_success_unknown_ways if {
	case := _hidden(json.remove(_case({}, {}), ["resources/pinecone_audit_principal/0/values/logins"]), ["/logins"])
	rule.deny == set() with input as case
	rule.applies == {"p"} with input as case
}

test_success_unknown_address_beside_another if {
	case := _case({"principal_name": "eve@other.example"}, {})
	denied := rule.deny with input as json.patch(case, [
		{"op": "replace", "path": "/linked/ada", "value": sample.hidden(sample.whole("ada", {}), ["/email"])},
		{
			"op": "replace", "path": "/resources/pinecone_audit_principal/0/links",
			"value": {"organization": ["acme"], "identities": ["ada"]},
		},
	])
	sample.undecided(denied) == {["p", "/logins"]}
}

_without(pointer, sso) := _unclear(json.remove(_case({}, sso), [$"/linked/acme/values{pointer}"]), pointer)

_case(values, sso) := {
	"resources": {"pinecone_audit_principal": [sample.linked(
		sample.whole("p", object.union(
			{
				"principal_type": "user", "principal_id": "u-1", "principal_name": "ada@acme.example",
				"logins": [
					_login("google", 1, "2026-11-01T11:00:00Z", 3),
					_login("okta", 9, "2026-11-01T13:00:00Z", 2),
					_login("password", 2, "2026-11-01T12:00:00Z", 4),
				],
			},
			values,
		)),
		{"organization": ["acme"]},
	)]},
	"linked": {
		"acme": sample.partial("acme", {"sso": object.union(
			{
				"enforced": true, "email_domains": ["acme.example"],
				"login_parameter": {"name": "connection", "values": ["okta", "entra"]},
			},
			sso,
		)}),
		"ada": sample.whole("ada", {"id": "u-1", "email": "ada@acme.example"}),
	},
}

_login(value, times, at, line) := {"value": value, "count": times, "last_at": at, "key": "b.json", "line": line}

_named_by_id(links) := json.patch(_case({}, {}), [
	{"op": "remove", "path": "/resources/pinecone_audit_principal/0/values/principal_name"},
	{
		"op": "replace", "path": "/resources/pinecone_audit_principal/0/links",
		"value": object.union({"organization": ["acme"]}, links),
	},
])

_hidden(case, pointers) := json.patch(case, [{
	"op": "replace", "path": "/resources/pinecone_audit_principal/0",
	"value": sample.hidden(case.resources.pinecone_audit_principal[0], pointers),
}])

_unclear(case, pointer) := json.patch(case, [{
	"op": "replace", "path": "/linked/acme",
	"value": sample.hidden(case.linked.acme, [pointer]),
}])
