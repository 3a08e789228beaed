package policies.rules.indexes.not_ready_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.not_ready as rule

test_fail_not_ready if {
	denied := rule.deny with input as _live({"status": {"ready": false, "state": "Initializing"}})
	sample.places(denied) == {["index", "/status/ready"]}
	sample.messages(denied) == {
		`index "index" is not ready, but "Initializing": it should be "Ready"`,
	}
}

test_fail_state if {
	every state in ["Disabled", "Failed", "InitializationFailed", "Terminating"] {
		denied := rule.deny with input as _live({"status": {"ready": true, "state": state}})
		sample.places(denied) == {["index", "/status/state"]}
	}
}

test_fail_no_replicas if {
	every values, pointer in {
		{"read_capacity": {"mode": "Dedicated", "replicas": 0}}: "/read_capacity/replicas",
		{"pod": {"replicas": 0}}: "/pod/replicas",
	} {
		case := {"resources": {"pinecone_index": [sample.whole("index", values)]}}
		sample.places(rule.deny) == {["index", pointer]} with input as case
	}
}

test_fail_read_capacity if {
	capacity := {"read_capacity": {"status": {"state": "Error"}}, "status": {"ready": true, "state": "Ready"}}
	sample.places(rule.deny) == {["index", "/read_capacity/status/state"]} with input as _live(capacity)
}

test_success_ready if {
	case := _live({"status": {"ready": true, "state": "ScalingUp"}, "read_capacity": {"replicas": 1}})
	rule.deny == set() with input as case
	rule.applies == {"index"} with input as case
}

test_success_nobody_looked if {
	case := {"resources": {"pinecone_index": [sample.hidden(sample.whole("index", {}), ["/status"])]}}
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_status if {
	case := _live({})
	index := sample.hidden(case.resources.pinecone_index[0], ["/status"])
	denied := rule.deny with input as {"resources": {"pinecone_index": [index]}}
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", "/status"]}
}

_live(values) := {"resources": {"pinecone_index": [sample.shown(sample.whole("index", values))]}}

test_success_unknown_replicas if {
	every values in [{}, {"read_capacity": {"mode": "Dedicated"}}] {
		index := sample.written(sample.whole("index", values), ["/read_capacity/replicas"])
		denied := rule.deny with input as {"resources": {"pinecone_index": [index]}}
		sample.places(denied) == set()
		sample.undecided(denied) == {["index", "/read_capacity/replicas"]}
	}
}

test_success_replicas_that_nobody_sets if {
	index := sample.hidden(sample.whole("index", {}), ["/read_capacity"])
	rule.deny == set() with input as {"resources": {"pinecone_index": [index]}}
	rule.applies == set() with input as {"resources": {"pinecone_index": [index]}}
}
