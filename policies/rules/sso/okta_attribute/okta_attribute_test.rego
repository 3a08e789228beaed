package policies.rules.sso.okta_attribute_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.okta_attribute as rule

test_fail_none if {
	every statements in [[], [{"name": "mail", "values": ["user.email"]}]] {
		denied := rule.deny with input as _app({"attribute_statements": statements})
		sample.places(denied) == {["app", "/attribute_statements"]}
		sample.messages(denied) == {`"app" sends no attribute "email": send "user.email" in it`}
	}
}

test_fail_unset if {
	denied := rule.deny with input as _app({})
	sample.places(denied) == {["app", "/attribute_statements"]}
}

test_fail_other_value if {
	denied := rule.deny with input as _app({"attribute_statements": [
		{"name": "roles", "values": ["user.pineconeRoles"]},
		{"name": "email", "values": ["user.login"]},
	]})
	sample.places(denied) == {["app", "/attribute_statements/1"]}
	sample.messages(denied) == {`"app" sends "user.login" in attribute "email": send "user.email"`}
}

test_success_sent if {
	case := _app({"attribute_statements": [null, {"name": "email", "values": ["user.email"]}]})
	rule.deny == set() with input as case
	rule.applies == {"app"} with input as case
}

test_success_unknown_statements if {
	every pointer in ["/attribute_statements", "/attribute_statements/0"] {
		app := object.union(sample.hidden(sample.whole("app", {}), [pointer]), {"purposes": ["sso"]})
		denied := rule.deny with input as {"resources": {"okta_app_saml": [app]}}
		sample.messages(denied) == set()
		sample.undecided(denied) == {["app", "/attribute_statements"]}
	}
}

_app(values) := {"resources": {"okta_app_saml": [object.union(
	sample.whole("app", values),
	{"purposes": ["sso"]},
)]}}
