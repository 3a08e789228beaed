package policies.rules.clients.proxy_unsupported_test

import data.policies.lib.sample_test as sample
import data.policies.rules.clients.proxy_unsupported as rule

test_fail_go if {
	denied := rule.deny with input as _workload({"proxy": true, "sdk": "go"})
	sample.messages(denied) == {
		`workload "api" needs a proxy, and none is documented for "go": use an SDK that has one`,
	}
}

test_success_documented if {
	every sdk in ["python", "node", "typescript", "java"] {
		denied := rule.deny with input as _workload({"proxy": true, "sdk": sdk})
		denied == set()
	}
}

test_success_no_proxy if {
	judged := rule.applies with input as _workload({"proxy": false, "sdk": "go"})
	judged == set()
}

test_success_unknown_sdk if {
	denied := rule.deny with input as _workload({"proxy": true})
	denied == set()
}

_workload(values) := {"resources": {"pinecone_workload": [sample.partial("api", values)]}}
