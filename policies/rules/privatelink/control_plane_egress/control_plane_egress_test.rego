package policies.rules.privatelink.control_plane_egress_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.control_plane_egress as rule

test_fail_no_proxy if {
	denied := rule.deny with input as _workload({"private": true, "control_plane": true, "proxy": false})
	sample.messages(denied) == {`private workload "workload" calls the control plane and has no egress: declare a proxy`}
}

test_success_proxy if {
	denied := rule.deny with input as _workload({"private": true, "control_plane": true, "proxy": true})
	denied == set()
}

test_success_data_only if {
	applies := rule.applies with input as _workload({"private": true, "proxy": false})
	applies == set()
}

test_success_unknown_proxy if {
	denied := rule.deny with input as _workload({"private": true, "control_plane": true})
	denied == set()
}

_workload(values) := {"resources": {"pinecone_workload": [sample.partial("workload", values)]}}
