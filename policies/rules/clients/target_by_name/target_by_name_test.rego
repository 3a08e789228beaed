package policies.rules.clients.target_by_name_test

import data.policies.lib.sample_test as sample
import data.policies.rules.clients.target_by_name as rule

test_fail_in_handler if {
	denied := rule.deny with input as _index({"per_request": true, "within": "handler"})
	sample.messages(denied) == {`"search" in "app/main.py" targets an index by name in a handler: target it by host`}
}

test_success_once if {
	denied := rule.deny with input as _index({"per_request": false})
	denied == set()
}

test_success_by_host if {
	judged := rule.applies with input as _client({"kind": "index", "target": "host", "per_request": true})
	judged == set()
}

test_success_unknown_frequency if {
	denied := rule.deny with input as _index({})
	denied == set()
}

_index(values) := _client(object.union({"kind": "index", "target": "name"}, values))

_client(values) := {"resources": {"pinecone_client": [sample.whole("client", object.union(
	{"role": "source", "kind": "client", "file": "app/main.py", "function": "search"},
	values,
))]}}
