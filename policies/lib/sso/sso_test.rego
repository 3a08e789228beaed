package policies.lib.sso_test

import data.policies.lib.sample_test as sample
import data.policies.lib.sso

test_on_and_from_provider if {
	case := {"resources": {"pinecone_organization": [
		sample.partial("on", {"sso": {"enabled": true, "roles_from": "scim"}}),
		sample.partial("off", {"sso": {"enabled": false, "roles_from": "console"}}),
		sample.partial("unsaid", {}),
	]}}
	{acme.id | some acme in sso.on} == {"on"} with input as case
	sso.from_provider == {"on": "scim"} with input as case
}

test_apps if {
	pinecone := object.union(sample.whole("pinecone", {}), {"purposes": ["sso"]})
	found := sso.apps with input as {"resources": {"okta_app_saml": [pinecone, sample.whole("other", {})]}}
	{app.id | some app in found} == {"pinecone"}
}

test_signing if {
	ends := ["2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "2028-01-01T00:00:00Z"]
	certificates := [{"not_after": end} | some end in ends]
	pem := sso.signing(sample.whole("a", {"form": "pem", "certificates": certificates}))
	pem == ["/certificates/0", certificates[0]]
	metadata := sso.signing(sample.whole("a", {"form": "metadata", "certificates": certificates}))
	metadata == ["/certificates/1", certificates[1]]
	not sso.signing(sample.whole("a", {"form": "pem", "certificates": []}))
}

test_hours_until if {
	now := time.parse_rfc3339_ns("2026-11-01T12:00:00Z")
	sso.hours_until("2026-11-02T13:30:00Z") == 25.5 with time.now_ns as now
	sso.hours_until("2026-11-01T11:00:00Z") == -1 with time.now_ns as now
}

test_host if {
	hosts := {
		"https://Acme.okta.com/app/x": "acme.okta.com",
		"https://idp.example:8443": "idp.example",
		"https://idp.example?x=1": "idp.example",
	}
	every url, host in hosts { sso.host(url) == host }
	every url in ["acme.okta.com", "https://okta.com@evil.example/", "https:///x", ""] { not sso.host(url) }
}

test_within if {
	sso.within("okta.com", ["okta.com"])
	sso.within("acme.okta.com", ["Okta.com"])
	not sso.within("acmeokta.com", ["okta.com"])
	not sso.within("okta.com.evil.example", ["okta.com"])
}
