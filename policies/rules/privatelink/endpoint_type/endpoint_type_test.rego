package policies.rules.privatelink.endpoint_type_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.endpoint_type as rule

test_fail_gateway if {
	denied := rule.deny with input as _endpoint({"vpc_endpoint_type": "GatewayLoadBalancer"})
	sample.messages(denied) == {`VPC endpoint "endpoint" has type "GatewayLoadBalancer": set it to "Interface"`}
}

test_fail_unset if {
	denied := rule.deny with input as _endpoint({})
	sample.messages(denied) == {`VPC endpoint "endpoint" has type "Gateway": set it to "Interface"`}
}

test_success_interface if {
	denied := rule.deny with input as _endpoint({"vpc_endpoint_type": "Interface"})
	denied == set()
}

test_success_unknown_type if {
	hidden := sample.hidden(sample.endpoint({}), ["/vpc_endpoint_type"])
	denied := rule.deny with input as {"resources": {"aws_vpc_endpoint": [hidden]}}
	denied == set()
}

_endpoint(values) := {"resources": {"aws_vpc_endpoint": [sample.endpoint(values)]}}
