package policies.rules.sso.okta_username_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.okta_username as rule

test_fail_template if {
	denied := rule.deny with input as _app({"user_name_template": "${source.email}"})
	sample.places(denied) == {["app", "/user_name_template"]}
	sample.messages(denied) == {
		`"app" has the username "${source.email}": use the Okta username, "${source.login}"`,
	}
}

test_fail_push if {
	denied := rule.deny with input as _app({"user_name_template_push_status": "DONT_PUSH"})
	sample.messages(denied) == {
		`"app" keeps the first username of a member ("DONT_PUSH"): update it on create and update, "PUSH"`,
	}
}

test_success_okta if {
	every values in [
		{},
		{"user_name_template": "${source.login}", "user_name_template_push_status": "PUSH"},
	] {
		rule.deny == set() with input as _app(values)
		rule.applies == {"app"} with input as _app(values)
	}
}

test_success_email_with_scim if {
	scim := sample.partial("acme", {"sso": {"roles_from": "scim"}})
	rule.deny == set() with input as _of(_app({"user_name_template": "${source.email}"}), scim)
}

test_success_unknown_template if {
	app := object.union(sample.hidden(sample.whole("app", {}), ["/user_name_template"]), {"purposes": ["sso"]})
	rule.deny == set() with input as {"resources": {"okta_app_saml": [app]}}
}

test_success_unknown_who_gives_roles if {
	acme := sample.hidden(sample.partial("acme", {}), ["/sso/roles_from"])
	denied := rule.deny with input as _of(_app({"user_name_template": "${source.email}"}), acme)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["app", "/user_name_template"]}
	rule.deny == set() with input as _of(_app({}), acme)
}

test_fail_whoever_gives_roles if {
	acme := sample.hidden(sample.partial("acme", {}), ["/sso/roles_from"])
	denied := rule.deny with input as _of(_app({"user_name_template": "${source.samAccountName}"}), acme)
	sample.places(denied) == {["app", "/user_name_template"]}
}

_app(values) := {"resources": {"okta_app_saml": [object.union(
	sample.whole("app", values),
	{"purposes": ["sso"]},
)]}}

_of(case, acme) := json.patch(case, [
	{"op": "add", "path": "/resources/pinecone_organization", "value": [acme]},
	{"op": "add", "path": "/resources/okta_app_saml/0/links", "value": {"organization": ["acme"]}},
])
