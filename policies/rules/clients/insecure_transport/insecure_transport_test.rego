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

test_fail_request if {
	denied := rule.deny with input as _call({"tls": false})
	sample.messages(denied) == {concat(" ", [
		`"/query" in "search" is sent to a server that it does not verify:`,
		"use https and verify certificates",
	])}
}

test_success_request if {
	denied := rule.deny with input as _call({"tls": true})
	denied == set()
}

test_success_unknown_request if {
	denied := rule.deny with input as _call({})
	denied == set()
}

test_success_call_of_an_sdk if {
	applies := rule.applies with input as _call({"method": "query"})
	applies == set()
}

_call(values) := {"resources": {"pinecone_call": [sample.whole("call", object.union(
	{"role": "source", "method": "/query", "file": "app/main.py", "function": "search"},
	values,
))]}}

_client(values) := {"resources": {"pinecone_client": [sample.whole("client", object.union(
	{"role": "source", "kind": "client", "file": "app/main.py", "function": "search"},
	values,
))]}}
