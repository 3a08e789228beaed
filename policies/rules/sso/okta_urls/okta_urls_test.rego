package policies.rules.sso.okta_urls_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.okta_urls as rule

_acs := "https://login.pinecone.io/login/callback?connection=acme"

test_fail_other if {
	values := {"sso_url": "https://changeme.com", "recipient": _acs, "destination": _acs, "audience": "urn:acme"}
	denied := rule.deny with input as _case(values, {"acs_url": _acs, "entity_id": "urn:pinecone"})
	sample.messages(denied) == {
		$`"app" has "https://changeme.com" as sso url, and Pinecone gave "{_acs}": use that`,
		`"app" has "urn:acme" as audience, and Pinecone gave "urn:pinecone": use that`,
	}
	{place.pointer | some finding in denied; some place in finding.related} == {"/sso/acs_url", "/sso/entity_id"}
}

test_success_same if {
	values := {"sso_url": _acs, "recipient": _acs, "destination": _acs, "audience": "urn:pinecone"}
	case := _case(values, {"acs_url": _acs, "entity_id": "urn:pinecone"})
	rule.deny == set() with input as case
	rule.applies == {"app"} with input as case
}

test_success_unknown_declaration if {
	rule.deny == set() with input as _case({"sso_url": _acs, "audience": "urn:acme"}, {})
	rule.deny == set() with input as _case({}, {"acs_url": _acs, "entity_id": "urn:pinecone"})
	rule.deny == set() with input as _app({"sso_url": _acs})
}

_case(values, sso) := object.union_n([
	_app(values), {"resources": {"okta_app_saml": [object.union(
		_app(values).resources.okta_app_saml[0],
		{"links": {"organization": ["acme"]}},
	)]}},
	{"linked": {"acme": sample.partial("acme", {"sso": sso})}},
])

_app(values) := {"resources": {"okta_app_saml": [object.union(
	sample.whole("app", values),
	{"purposes": ["sso"]},
)]}}
