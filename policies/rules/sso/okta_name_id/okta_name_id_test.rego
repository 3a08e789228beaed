package policies.rules.sso.okta_name_id_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.okta_name_id as rule

test_fail_other if {
	format := "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
	denied := rule.deny with input as _app({"subject_name_id_format": format})
	sample.places(denied) == {["app", "/subject_name_id_format"]}
	sample.messages(denied) == {concat("", [
		$`"app" sends a Name ID of format "{format}": `,
		`set it to "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"`,
	])}
}

test_fail_unset if {
	denied := rule.deny with input as _app({})
	sample.places(denied) == {["app", "/subject_name_id_format"]}
}

test_success_email if {
	case := _app({"subject_name_id_format": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"})
	rule.deny == set() with input as case
	rule.applies == {"app"} with input as case
}

test_success_another_application if {
	case := {"resources": {"okta_app_saml": [sample.whole("other", {"subject_name_id_format": "x"})]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_format if {
	app := object.union(sample.hidden(sample.whole("app", {}), ["/subject_name_id_format"]), {"purposes": ["sso"]})
	rule.deny == set() with input as {"resources": {"okta_app_saml": [app]}}
	denied := rule.deny with input as _app({"preconfigured_app": "pinecone"})
	sample.undecided(denied) == {["app", "/subject_name_id_format"]}
}

_app(values) := {"resources": {"okta_app_saml": [object.union(
	sample.whole("app", values),
	{"purposes": ["sso"]},
)]}}
