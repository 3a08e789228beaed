package policies.rules.secrets.client_exposed_test

import data.policies.lib.sample_test as sample
import data.policies.rules.secrets.client_exposed as rule

test_fail_exposed if {
	denied := rule.deny with input as _exposure({"variable": "VITE_PINECONE_API_KEY", "file": "web/.env"})
	sample.messages(denied) == {concat(" ", [
		`"web/.env", variable "VITE_PINECONE_API_KEY", gives a Pinecone key to browsers:`,
		"revoke it and keep the new one on a server",
	])}
}

test_success_nothing_exposed if {
	denied := rule.deny with input as {"resources": {"client_exposure": []}}
	denied == set()
}

test_success_unknown_variable if {
	denied := rule.deny with input as _exposure({"file": "web/.env"})
	denied == set()
}

_exposure(values) := {"resources": {"client_exposure": [sample.whole("exposure", values)]}}
