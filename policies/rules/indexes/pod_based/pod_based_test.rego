package policies.rules.indexes.pod_based_test

import data.policies.lib.sample_test as sample
import data.policies.rules.indexes.pod_based as rule

test_fail_pod if {
	denied := rule.deny with input as _index({"deployment": "pod"})
	sample.messages(denied) == {`index "index" is of deployment "pod": move it to "serverless"`}
}

test_success_other if {
	every deployment in ["serverless", "byoc"] {
		denied := rule.deny with input as _index({"deployment": deployment})
		denied == set()
	}
}

test_success_unknown_deployment if {
	denied := rule.deny with input as _index({})
	denied == set()
}

_index(values) := {"resources": {"pinecone_index": [sample.partial("index", values)]}}
