package policies.rules.privatelink.endpoint_state_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.endpoint_state as rule

test_fail_waiting if {
	denied := rule.deny with input as _endpoint({"state": "pendingAcceptance"})
	sample.messages(denied) == {`VPC endpoint "endpoint" is in state "pendingAcceptance": it must be "available"`}
}

test_success_available if {
	denied := rule.deny with input as _endpoint({"state": "Available"})
	denied == set()
}

test_success_unknown_state if {
	denied := rule.deny with input as _endpoint({})
	denied == set()
	applies := rule.applies with input as _endpoint({})
	applies == set()
}

_endpoint(values) := {"resources": {"aws_vpc_endpoint": [sample.endpoint(values)]}}
