package policies.lib.listing_test

import data.policies.lib.listing
import data.policies.lib.sample_test as sample

test_refused if {
	gaps := listing.gaps("pinecone_organization", "role binding") with input as _snapshot({
		"unread": {"/usage/role_binding_count": "OrgOwner"},
		"observations": [{"source": "pinecone organization role bindings", "address": "o", "complete": false}],
	})
	{gap.message | some gap in gaps} == {
		`not every role binding of "acme" is known: the permission "OrgOwner" is missing`,
	}
	sample.undecided(gaps) == {["acme", "/usage/role_binding_count"]}
}

test_not_asked if {
	gaps := listing.gaps("pinecone_organization", "role binding") with input as _snapshot({"observations": []})
	gaps == set()
}

_snapshot(more) := {"resources": {"pinecone_organization": [object.union(sample.partial("acme", {}), more)]}}
