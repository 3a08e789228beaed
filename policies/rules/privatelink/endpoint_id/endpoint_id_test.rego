package policies.rules.privatelink.endpoint_id_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.endpoint_id as rule

test_fail_no_id if {
	every named in ["vpce-svc-05ef6f1f0b9130b54", "vpce-XXXXXXX", "vpce-0123", "vpc-0123456789abcdef0", ""] {
		denied := rule.deny with input as _registration({"endpoint": named})
		sample.places(denied) == {["registration", "/endpoint"]}
	}
}

test_fail_message if {
	denied := rule.deny with input as _registration({"endpoint": "vpce-0123"})
	sample.messages(denied) == {concat(" ", [
		`registered endpoint "vpce-0123" is no VPC endpoint id:`,
		`write it like "vpce-0123456789abcdef0"`,
	])}
}

test_success_id if {
	every named in _good {
		denied := rule.deny with input as _registration({"endpoint": named})
		denied == set()
	}
}

test_success_unknown_id if {
	denied := rule.deny with input as _registration({})
	denied == set()
}

_good := [
	"vpce-0123456789abcdef0",
	"vpce-01234567",
	"terraform:module.network.aws_vpc_endpoint.pinecone",
	"/subscriptions/0/resourceGroups/net/providers/Microsoft.Network/privateEndpoints/pinecone",
]

_registration(values) := {"resources": {"pinecone_private_endpoint": [sample.partial("registration", values)]}}
