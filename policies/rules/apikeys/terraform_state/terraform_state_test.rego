package policies.rules.apikeys.terraform_state_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.terraform_state as rule

test_fail_local if {
	denied := rule.deny with input as _case({}, {})
	sample.messages(denied) == {`value of "key" is plain text in the "local" state of "root": encrypt the state`}
	{finding.place.pointer | some finding in denied} == {"/backend"}
}

test_fail_service_account if {
	case := _case({}, {})
	held := case.resources.pinecone_api_key
	denied := rule.deny with input as object.union(
		json.remove(case, ["/resources/pinecone_api_key"]),
		{"resources": {"pinecone_service_account": held}},
	)
	sample.places(denied) == {["key", ""]}
}

test_fail_store_not_asked if {
	denied := rule.deny with input as _case({"backend": {"type": "oss"}}, {})
	sample.places(denied) == {["key", ""]}
}

test_fail_output if {
	values := {"backend": {"type": "s3"}, "outputs": {"app": {"sensitive": false}}}
	every reference in ["pinecone_api_key.key", "pinecone_api_key.key.key"] {
		denied := rule.deny with input as _case(values, {"/outputs/app/value": [reference]})
		sample.messages(denied) == {`output "app" of "root" prints the value of "key": make it sensitive`}
	}
}

test_success_encrypted if {
	every values in [
		{"backend": {"type": "s3"}},
		{"backend": {"type": "cloud"}},
		{"backend": {"type": "oss", "encrypt": true}},
		{"state_encryption": true},
	] {
		denied := rule.deny with input as _case(values, {})
		denied == set()
	}
}

test_success_outputs if {
	values := {"backend": {"type": "gcs"}, "outputs": {"app": {"sensitive": true}, "id": {"sensitive": false}}}
	denied := rule.deny with input as _case(values, {
		"/outputs/app/value": ["pinecone_api_key.key.key"],
		"/outputs/id/value": ["pinecone_api_key.key.id"],
	})
	denied == set()
}

test_success_unknown_store if {
	denied := rule.deny with input as _case({"backend": {"type": "http"}}, {})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["key", ""]}
}

test_success_unknown_root if {
	denied := rule.deny with input as json.remove(_case({}, {}), ["/linked/root"])
	denied == set()
}

# What only a service shows is in no state.
test_success_unmanaged if {
	case := {"resources": {"pinecone_api_key": [object.union(
		sample.whole("key", {"name": "key"}),
		{"observations": [{"source": "pinecone organization api keys", "address": "/admin/api-keys/a1"}]},
	)]}}
	applies := rule.applies with input as case
	applies == set()
}

_case(values, references) := {
	"resources": {"pinecone_api_key": [object.union(
		sample.linked(sample.whole("key", {"name": "key"}), {"root": ["root"]}),
		{"observations": [{"source": "terraform infra", "address": "pinecone_api_key.key"}]},
	)]},
	"linked": {"root": object.union(
		sample.whole("root", values),
		{"observations": [{"source": "terraform infra", "address": "infra", "references": references}]},
	)},
}
