package policies.lib.idp_test

import data.policies.lib.idp
import data.policies.lib.sample_test as sample

test_ruled if {
	found := idp.ruled with input as {"resources": {"pinecone_organization": [
		sample.partial("saml", {"sso": {"roles_from": "saml"}}),
		sample.partial("console", {"sso": {"roles_from": "console"}}),
		sample.partial("unsaid", {}),
	]}}
	{organization.id | some organization in found} == {"saml"}
}

test_owners if {
	owner := {"value": "pinecone:OrgOwner", "members": ["Ada@acme.com"]}
	other := {"value": "pinecone:OrgMember"}
	idp.owners(_mapping([owner, other])) == {"ada@acme.com"}
	idp.owners(_mapping([other])) == set()
	not idp.owners(_mapping([owner, {"value": "pinecone:OrgOwner"}]))
	not idp.owners(sample.partial("acme", {}))
}

test_silent if {
	statements := {"says": [{"name": "roles"}], "silent": [{"name": "email"}], "none": []}
	found := idp.silent with input as {
		"resources": {"pinecone_organization": [sample.linked(
			sample.partial("acme", {"sso": {"roles_from": "saml"}}),
			{"sso_apps": ["none", "says", "silent", "untold"]},
		)]},
		"linked": object.union(
			{id: sample.whole(id, {"attribute_statements": list}) | some id, list in statements},
			{"untold": sample.hidden(sample.whole("untold", {}), ["/attribute_statements"])},
		),
	}
	{app.id | some [_, app] in found} == {"none", "silent"}
}

_mapping(list) := sample.partial("acme", {"sso": {"role_mapping": list}})
