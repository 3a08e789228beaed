package policies.rules.sso.certificate_expiry_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.certificate_expiry as rule

_now := time.parse_rfc3339_ns("2026-11-01T12:00:00Z")

test_fail_expired if {
	denied := rule.deny with input as _lasting(["2026-10-31T12:00:00Z"]) with time.now_ns as _now
	sample.messages(denied) == {concat("", [
		`signing certificate "okta.pem" expired at "2026-10-31T12:00:00Z", so nobody can sign in: `,
		`enter one that lasts "30" days or more`,
	])}
	{finding.place.pointer | some finding in denied} == {"/certificates/0"}
	{finding.severity | some finding in denied} == {"critical"}
}

test_fail_soon if {
	denied := rule.deny with input as _lasting(["2026-12-01T11:59:59Z"]) with time.now_ns as _now
	sample.messages(denied) == {concat("", [
		`signing certificate "okta.pem" expires at "2026-12-01T11:59:59Z", in "29" days: `,
		`enter one that lasts "30" days or more`,
	])}
	{finding.severity | some finding in denied} == {"high"}
}

test_fail_not_yet if {
	case := _case(
		{"form": "pem", "certificates": [{
			"not_before": "2026-11-02T00:00:00Z", "not_after": "2036-01-01T00:00:00Z",
		}]},
		{},
	)
	denied := rule.deny with input as case with time.now_ns as _now
	sample.places(denied) == {["acme", "/sso/certificate"]}
}

test_success_lasting if {
	rule.deny == set() with input as _lasting(["2026-12-01T12:00:00Z"]) with time.now_ns as _now
}

# Of a chain the first counts, of metadata the one that lasts longest.
test_success_of_several if {
	chain := _lasting(["2030-01-01T00:00:00Z", "2020-01-01T00:00:00Z"])
	rule.deny == set() with input as chain with time.now_ns as _now
	metadata := json.patch(
		_lasting(["2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"]),
		[{"op": "replace", "path": "/linked/okta/values/form", "value": "metadata"}],
	)
	rule.deny == set() with input as metadata with time.now_ns as _now
}

test_success_unknown_certificate if {
	rule.deny == set() with input as _case({"form": "pem", "fault": "it is empty", "certificates": []}, {})
	rule.deny == set() with input as _case({}, {})
}

_lasting(ends) := _case(
	{"form": "pem", "certificates": [{"not_before": "2020-01-01T00:00:00Z", "not_after": end} |
		some end in ends
	]},
	{},
)

_case(values, sso) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", {"sso": object.union({"enabled": true, "certificate": "okta.pem"}, sso)}),
		{"certificate": ["okta"]},
	)]},
	"linked": {"okta": object.union(sample.whole("okta", values), {"name": "okta.pem"})},
}
