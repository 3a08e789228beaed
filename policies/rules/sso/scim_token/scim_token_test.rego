package policies.rules.sso.scim_token_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.scim_token as rule

_now := time.parse_rfc3339_ns("2026-11-01T12:00:00Z")

test_fail_never if {
	denied := rule.deny with input as _organization({"scim_token_expires": "never"})
	sample.messages(denied) == {
		`the SCIM token of "acme" never expires: use one that expires, and replace it "14" days before`,
	}
}

test_fail_soon_or_over if {
	states := {"2026-10-31": `expired on "2026-10-31"`, "2026-11-14": `expires on "2026-11-14", in "13" days`}
	end := `use one that expires, and replace it "14" days before`
	every day, state in states {
		denied := rule.deny with input as _organization({"scim_token_expires": day}) with time.now_ns as _now
		sample.messages(denied) == {$`the SCIM token of "acme" {state}: {end}`}
	}
}

test_fail_many if {
	denied := rule.deny with input as _organization({"scim_tokens": 3})
	sample.places(denied) == {["acme", "/sso/scim_tokens"]}
}

test_success_lasting if {
	case := _organization({"scim_token_expires": "2026-11-15", "scim_tokens": 2})
	rule.deny == set() with input as case with time.now_ns as _now
	rule.applies == {"acme"} with input as case
}

test_success_without_scim if {
	case := _organization({"scim_token_expires": "never", "roles_from": "saml"})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_day if {
	rule.deny == set() with input as _organization({})
}

_organization(sso) := {"resources": {"pinecone_organization": [sample.partial("acme", {"sso": object.union(
	{"roles_from": "scim"},
	sso,
)})]}}
