package policies.rules.activity.unknown_principal_test

import data.policies.lib.sample_test as sample
import data.policies.rules.activity.unknown_principal as rule

test_fail_nobody if {
	denied := rule.deny with input as _case({}, {"organization": ["acme"]})
	sample.places(denied) == {["p", "/principal_id"]}
	did := `user "ada@acme.example" acted "7" times until "2026-11-01T16:46:00Z"`
	sample.messages(denied) == {$`{did} and is nobody of the organization: find out who it was`}
	{finding.absent | some finding in denied} == {["pinecone_user"]}
}

test_fail_each_type if {
	every type, absent in {"api_key": "pinecone_api_key", "service_account": "pinecone_service_account"} {
		denied := rule.deny with input as _case({"principal_type": type}, {"organization": ["acme"]})
		{finding.absent | some finding in denied} == {[absent]}
	}
}

test_fail_after_it_was_removed if {
	case := _case({"removed_at": "2026-11-01T16:00:00Z"}, {"organization": ["acme"]})
	sample.places(rule.deny) == {["p", "/principal_id"]} with input as case
}

test_success_known if {
	rule.deny == set() with input as _case({}, {"organization": ["acme"], "identities": ["ada"]})
}

test_success_removed_afterwards if {
	rule.deny == set() with input as _case({"removed_at": "2026-11-01T17:00:00Z"}, {"organization": ["acme"]})
}

test_success_unknown_members if {
	every links in [{}, {"organization": ["declared"]}] {
		denied := rule.deny with input as _case({}, links)
		sample.places(denied) == set()
		sample.undecided(denied) == {["p", "/principal_id"]}
	}
}

test_success_of_another_organization if {
	denied := rule.deny with input as _case({"organization_ids": ["-Other"]}, {})
	sample.undecided(denied) == {["p", "/principal_id"]}
	{finding.message | some finding in denied} == {concat(" ", [
		`whether user "ada@acme.example" of organization "-Other" is known`,
		"can be told only by Pinecone's Admin API",
	])}
}

_case(values, links) := {
	"resources": {"pinecone_audit_principal": [sample.linked(
		sample.whole("p", object.union(
			{
				"principal_type": "user", "principal_id": "u-1", "principal_name": "ada@acme.example",
				"events": 7, "last_at": "2026-11-01T16:46:00Z",
			},
			values,
		)),
		links,
	)]},
	"linked": {
		"ada": sample.whole("ada", {"id": "u-1"}),
		"acme": _organization("acme", "pinecone organization"),
		"declared": _organization("declared", "manifest pinelint.yaml"),
	},
}

_organization(id, source) := object.union(
	sample.partial(id, {}),
	{"observations": [{"source": source, "address": "/", "complete": true}]},
)
