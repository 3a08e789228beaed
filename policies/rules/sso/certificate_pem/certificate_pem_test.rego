package policies.rules.sso.certificate_pem_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.certificate_pem as rule

test_fail_fault if {
	denied := rule.deny with input as _case({"form": "pem", "fault": "it is empty", "certificates": []}, {})
	sample.messages(denied) == {
		`no signing certificate can be read from "okta.pem": it is empty; download it from the identity provider`,
	}
	{finding.place.resource | some finding in denied} == {"okta"}
}

test_fail_copied if {
	every form in ["base64", "der"] {
		denied := rule.deny with input as _case({"form": form, "certificates": [{}]}, {})
		sample.messages(denied) == {concat(" ", [
			`"okta.pem" lacks the lines BEGIN CERTIFICATE and END CERTIFICATE:`,
			"download the certificate instead",
		])}
		{finding.place.pointer | some finding in denied} == {"/certificates/0"}
	}
}

test_success_pem_and_metadata if {
	every form in ["pem", "metadata"] {
		case := _case({"form": form, "certificates": [{}]}, {})
		rule.deny == set() with input as case
		rule.applies == {"acme"} with input as case
	}
}

test_success_no_sign_on if {
	case := _case({"form": "der", "certificates": [{}]}, {"enabled": false})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_file if {
	case := _case({}, {})
	unknown := {pointer: {"reason": "the file cannot be read"} | some pointer in ["/form", "/fault", "/certificates"]}
	rule.deny == set() with input as json.patch(case, [{"op": "add", "path": "/linked/okta/unknown", "value": unknown}])
}

test_fail_copied_whatever_is_in_it if {
	case := _case({"form": "base64"}, {})
	hidden := {"/certificates": {"reason": "nobody can tell"}}
	denied := rule.deny with input as json.patch(case, [{"op": "add", "path": "/linked/okta/unknown", "value": hidden}])
	{finding.place.pointer | some finding in denied} == {""}
}

_case(values, sso) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", {"sso": object.union({"enabled": true, "certificate": "okta.pem"}, sso)}),
		{"certificate": ["okta"]},
	)]},
	"linked": {"okta": object.union(sample.whole("okta", values), {"name": "okta.pem"})},
}
