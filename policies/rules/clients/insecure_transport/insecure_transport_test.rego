package policies.rules.clients.insecure_transport_test

import data.policies.lib.sample_test as sample
import data.policies.rules.clients.insecure_transport as rule

test_fail_unverified if {
	denied := rule.deny with input as _client({"tls": false})
	sample.messages(denied) == {concat(" ", [
		`"search" in "app/main.py" makes a client that does not verify the server:`,
		"use https and verify certificates",
	])}
}

test_fail_script if {
	denied := rule.deny with input as _client({"tls": false, "role": "script"})
	sample.places(denied) == {["client", "/tls"]}
}

test_success_verified if {
	denied := rule.deny with input as _client({"tls": true})
	denied == set()
}

test_success_unknown_verification if {
	denied := rule.deny with input as _client({})
	denied == set()
}

_client(values) := {"resources": {"pinecone_client": [sample.whole("client", object.union(
	{"role": "source", "kind": "client", "file": "app/main.py", "function": "search"},
	values,
))]}}
