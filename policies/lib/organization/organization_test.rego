package policies.lib.organization_test

import data.policies.lib.organization
import data.policies.lib.sample_test as sample

test_of_production if {
	case := {
		"resources": {"pinecone_organization": [
			sample.linked(sample.partial("a", {}), {"projects": ["test", "unsaid"]}),
			sample.linked(sample.partial("b", {}), {"projects": ["test"]}),
			sample.partial("c", {}),
		]},
		"linked": {
			"unsaid": sample.partial("unsaid", {}),
			"test": object.union(sample.partial("test", {}), {"environment": "test"}),
		},
	}
	{found.id | some found in organization.of_production} == {"a"} with input as case
}

test_needs_plan if {
	organization.needs_plan(sample.partial("a", {"plan": "starter"}), "sso") == `, which needs plan "standard"`
	organization.needs_plan(sample.partial("a", {"plan": "enterprise"}), "sso") == ""
	organization.needs_plan(sample.partial("a", {}), "sso") == ""
}

test_owners if {
	acme := sample.linked(sample.partial("acme", {"owners": ["Ada@acme.com"]}), {"owner_bindings": ["binding"]})
	found := organization.owners(acme) with input as {"resources": {}, "linked": {
		"binding": sample.linked(sample.whole("binding", {}), {"principal": ["eve"]}),
		"eve": sample.whole("eve", {"email": "Eve@acme.com"}),
	}}
	found == {"ada@acme.com", "eve@acme.com"}
}

test_may_have_more_owners if {
	organization.may_have_more_owners(sample.hidden(sample.partial("acme", {}), ["/owners"]))
	acme := sample.linked(sample.partial("acme", {"owners": ["ada"]}), {"owner_bindings": ["binding"]})
	binding := sample.linked(sample.whole("binding", {}), {"principal": ["eve"]})
	organization.may_have_more_owners(acme) with input as {"resources": {}, "linked": {
		"binding": binding, "eve": sample.hidden(sample.whole("eve", {}), ["/email"]),
	}}
	not organization.may_have_more_owners(acme) with input as {"resources": {}, "linked": {
		"binding": binding, "eve": sample.whole("eve", {"email": "eve"}),
	}}
}
