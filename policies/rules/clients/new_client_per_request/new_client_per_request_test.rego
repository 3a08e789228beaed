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

test_fail_connection_of_go if {
	denied := rule.deny with input as _client(_handle)
	sample.messages(denied) == {
		`"search" in "app/main.py" makes a new connection in a handler: make one when the program starts`,
	}
}

test_success_connection_of_go_that_is_kept if {
	every values in [{"per_request": false}, {"within": "loop"}, {"language": "python"}] {
		judged := rule.applies with input as _client(object.union(_handle, values))
		judged == set()
	}
}

test_success_connection_of_a_client_that_is_told_of if {
	both := [
		sample.whole("client", object.union(_source, {"kind": "client", "per_request": true, "within": "handler"})),
		sample.whole("handle", object.union(_source, _handle)),
	]
	denied := rule.deny with input as {"resources": {"pinecone_client": both}}
	count(denied) == 1
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

_source := {"role": "source", "file": "app/main.py", "function": "search"}

_handle := {"kind": "index", "language": "go", "per_request": true, "within": "handler"}

_client(values) := {"resources": {"pinecone_client": [sample.whole("client", object.union_n([
	_source,
	{"kind": "client"},
	values,
]))]}}
