package policies.rules.sso.scim_username_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.scim_username as rule

test_fail_declared if {
	denied := rule.deny with input as _case({"roles_from": "scim", "scim_username": "user.login"}, {})
	sample.places(denied) == {["acme", "/sso/scim_username"]}
	sample.messages(denied) == {
		`SCIM sends "user.login" as userName of the members of "acme": send "user.email", as SAML does`,
	}
}

test_fail_application if {
	denied := rule.deny with input as _case({"roles_from": "scim"}, {"user_name_template": "${source.login}"})
	sample.messages(denied) == {
		`"app" sends "${source.login}" as userName by SCIM: use "${source.email}"`,
	}
	{finding.place.resource | some finding in denied} == {"app"}
}

test_success_email if {
	every case in [
		_case({"roles_from": "scim", "scim_username": "user.email"}, {"user_name_template": "${source.login}"}),
		_case({"roles_from": "scim"}, {"user_name_template": "${source.email}"}),
	] {
		rule.deny == set() with input as case
		rule.applies == {"acme"} with input as case
	}
}

test_success_without_scim if {
	case := _case({"roles_from": "saml", "scim_username": "user.login"}, {})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_username if {
	denied := rule.deny with input as _case({"roles_from": "scim"}, {})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/sso/scim_username"]}
}

_case(sso, app) := {
	"resources": {"pinecone_organization": [sample.linked(sample.partial("acme", {"sso": sso}), {"sso_apps": ["app"]})]},
	"linked": {"app": sample.whole("app", app)},
}
