package policies.rules.clients.new_client_per_request_test

import data.policies.lib.sample_test as sample
import data.policies.rules.clients.new_client_per_request as rule

test_fail_in_handler if {
	denied := rule.deny with input as _client({"per_request": true, "within": "handler"})
	sample.messages(denied) == {
		`"search" in "app/main.py" makes a new client in a handler: make one when the program starts`,
	}
}

test_fail_in_page if {
	denied := rule.deny with input as _client({"per_request": true, "within": "rerun"})
	sample.messages(denied) == {`"search" in "app/main.py" makes a new client in a rerun: keep one by st.cache_resource`}
}

test_success_once if {
	denied := rule.deny with input as _client({"per_request": false})
	denied == set()
}

test_success_others_are_not_judged if {
	every values in [{"role": "test"}, {"kind": "index"}] {
		judged := rule.applies with input as _client(values)
		judged == set()
	}
}

test_success_unknown_frequency if {
	denied := rule.deny with input as _client({})
	denied == set()
}

_client(values) := {"resources": {"pinecone_client": [sample.whole("client", object.union(
	{"role": "source", "kind": "client", "file": "app/main.py", "function": "search"},
	values,
))]}}
