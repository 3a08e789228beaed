package policies.rules.sso.certificate_weak_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.certificate_weak as rule

test_fail_weak if {
	weak := {"key_algorithm": "RSA", "key_bits": 1024, "signature_algorithm": "SHA1-RSA"}
	denied := rule.deny with input as _case({"form": "pem", "certificates": [weak]}, {})
	end := `use RSA of "2048" bits or more, and SHA-256`
	sample.messages(denied) == {
		$`signing certificate "okta.pem" has an RSA key of "1024" bits: {end}`,
		$`signing certificate "okta.pem" has a signature by "SHA1-RSA": {end}`,
	}
	{finding.place.pointer | some finding in denied} == {"/certificates/0"}
}

test_fail_other_algorithms if {
	weak := [
		{"key_algorithm": "DSA", "signature_algorithm": "DSA-SHA256"},
		{"key_algorithm": "ECDSA", "key_bits": 256, "signature_algorithm": "ECDSA-SHA1"},
		{"key_algorithm": "RSA", "key_bits": 4096, "signature_algorithm": "MD5-RSA"},
	]
	every certificate in weak {
		denied := rule.deny with input as _case({"form": "pem", "certificates": [certificate]}, {})
		count(sample.messages(denied)) > 0
	}
}

test_success_strong if {
	strong := [
		{"key_algorithm": "RSA", "key_bits": 2048, "signature_algorithm": "SHA256-RSA"},
		{"key_algorithm": "ECDSA", "key_bits": 256, "signature_algorithm": "ECDSA-SHA256"},
		{"key_algorithm": "Ed25519", "key_bits": 256, "signature_algorithm": "Ed25519"},
	]
	every certificate in strong {
		rule.deny == set() with input as _case({"form": "pem", "certificates": [certificate]}, {})
	}
}

test_success_unknown_algorithm if {
	rule.deny == set() with input as _case({"form": "pem", "certificates": [{"key_algorithm": "RSA"}]}, {})
	rule.deny == set() with input as _case({}, {})
}

_case(values, sso) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", {"sso": object.union({"enabled": true, "certificate": "okta.pem"}, sso)}),
		{"certificate": ["okta"]},
	)]},
	"linked": {"okta": object.union(sample.whole("okta", values), {"name": "okta.pem"})},
}
