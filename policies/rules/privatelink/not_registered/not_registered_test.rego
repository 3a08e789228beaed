package policies.rules.privatelink.not_registered_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.not_registered as rule

test_fail_unregistered if {
	found := sample.endpoint({"id": "vpce-0123456789abcdef0"})
	denied := rule.deny with input as {"resources": {"aws_vpc_endpoint": [found]}}
	sample.places(denied) == {["endpoint", ""]}
	{finding.absent | some finding in denied} == {["pinecone_private_endpoint"]}
}

test_fail_two_projects if {
	denied := rule.deny with input as {
		"resources": {"aws_vpc_endpoint": [sample.linked(sample.endpoint({}), {
			"private_endpoints": ["registration"],
			"projects": ["search", "chat"],
		})]},
		"linked": {
			"registration": sample.partial("registration", {}),
			"search": sample.partial("search", {}),
			"chat": sample.partial("chat", {}),
		},
	}
	sample.messages(denied) == {`VPC endpoint "endpoint" is registered with "chat", "search": give each project its own`}
}

test_fail_dangling_address if {
	denied := rule.deny with input as _registration("terraform:aws_vpc_endpoint.gone", {})
	sample.places(denied) == {["registration", "/endpoint"]}
	{finding.absent | some finding in denied} == {["aws_vpc_endpoint"]}
}

test_success_registered if {
	denied := rule.deny with input as {
		"resources": {"aws_vpc_endpoint": [sample.linked(sample.endpoint({}), {"private_endpoints": ["registration"]})]},
		"linked": {"registration": sample.partial("registration", {})},
	}
	denied == set()
}

test_success_unknown_id if {
	denied := rule.deny with input as {"resources": {"aws_vpc_endpoint": [sample.endpoint({})]}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["endpoint", ""]}
}

test_success_unknown_endpoint if {
	denied := rule.deny with input as _registration("vpce-0123456789abcdef0", {})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["registration", "/endpoint"]}
}

test_success_other_endpoint_not_judged if {
	applies := rule.applies with input as {"resources": {"aws_vpc_endpoint": [sample.whole("storage", {})]}}
	applies == set()
}

test_success_unknown_registration_is_undecided if {
	registration := sample.hidden(sample.partial("registration", {}), ["/endpoint"])
	denied := rule.deny with input as {"resources": {"pinecone_private_endpoint": [registration]}}
	sample.messages(denied) == set()
	sample.undecided(denied) == {["registration", "/endpoint"]}
}

_registration(named, links) := {"resources": {"pinecone_private_endpoint": [sample.linked(
	sample.partial("registration", {"endpoint": named}),
	links,
)]}}
