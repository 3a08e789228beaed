package policies.rules.sso.login_url_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.login_url as rule

test_fail_http if {
	denied := rule.deny with input as _organization("okta", "http://acme.okta.com/app/x/sso/saml")
	sample.messages(denied) == {
		`the sign-on URL of "acme" is "http://acme.okta.com/app/x/sso/saml": it must begin with "https://"`,
	}
}

test_fail_other_host if {
	hosts := {
		"okta": "acme.okta.com.evil.example",
		"entra": "acme.okta.com",
		"google": "sso.acme.com",
		"onelogin": "okta.com",
	}
	every provider, host in hosts {
		denied := rule.deny with input as _organization(provider, $"https://{host}/saml")
		sample.places(denied) == {["acme", "/sso/login_url"]}
	}
	denied := rule.deny with input as _organization("okta", "https://sso.other.com/saml")
	sample.messages(denied) == {`the sign-on URL of "acme" is at "sso.other.com": Okta's is below "okta.com"`}
}

test_success_provider if {
	urls := {
		"okta": "https://Acme.okta.com/app/pinecone/exk1/sso/saml",
		"entra": "https://login.microsoftonline.com/7f0c/saml2",
		"google": "https://accounts.google.com/o/saml2/idp?idpid=x",
		"other": "https://idp.example:8443/saml",
	}
	every provider, url in urls {
		denied := rule.deny with input as _organization(provider, url)
		denied == set()
	}
}

test_success_own_domain if {
	denied := rule.deny with input as _organization("okta", "https://login.acme.com/app/x/sso/saml")
	denied == set()
}

test_success_unknown_installation if {
	denied := rule.deny with input as _organization("ping", "https://federate.other.com/idp/SSO.saml2")
	sample.undecided(denied) == {["acme", "/sso/login_url"]}
	sample.messages(denied) == set()
	rule.deny == set() with input as {"resources": {"pinecone_organization": [sample.partial("acme", {"sso": {
		"enabled": true, "login_url": "https://elsewhere.example",
	}})]}}
}

_organization(provider, url) := {"resources": {"pinecone_organization": [sample.partial("acme", {"sso": {
	"enabled": true, "provider": provider, "login_url": url, "email_domains": ["acme.com"],
}})]}}
