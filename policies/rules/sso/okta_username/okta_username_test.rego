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
	case := _app({"user_name_template": "${source.email}"})
	scim := sample.partial("acme", {"sso": {"roles_from": "scim"}})
	rule.deny == set() with input as json.patch(case, [
		{"op": "add", "path": "/resources/pinecone_organization", "value": [scim]},
		{"op": "add", "path": "/resources/okta_app_saml/0/links", "value": {"organization": ["acme"]}},
	])
}

test_success_unknown_template if {
	app := object.union(sample.hidden(sample.whole("app", {}), ["/user_name_template"]), {"purposes": ["sso"]})
	rule.deny == set() with input as {"resources": {"okta_app_saml": [app]}}
}

_app(values) := {"resources": {"okta_app_saml": [object.union(
	sample.whole("app", values),
	{"purposes": ["sso"]},
)]}}
