package policies.lib.cmek_test

import data.policies.lib.cmek
import data.policies.lib.sample_test as sample

test_chain_has_all_links_in_order if {
	links := _chain([sample.can("kms:Decrypt", "allowed", {})])
	[link.title | some link in links] == ["Pinecone's role", "trust policy", "role", "permissions", "key policy", "key"]
	[link.state | some link in links] == ["holds", "holds", "holds", "holds", "holds", "holds"]
}

test_chain_breaks_where_the_answer_stops if {
	cases := {
		"identity": [["broken", "holds"], {"missing": ["identity"], "place": sample.own("/Statement/0/Action", "admits x")}],
		"resource": [["holds", "broken"], {
			"missing": ["resource"],
			"place": sample.keys("/Statement/0/Principal", "admits y"),
		}],
		"both": [["broken", "broken"], {
			"missing": ["identity", "resource"],
			"place": sample.own("", "allows nothing"), "beside": [sample.keys("", "names nobody")],
		}],
	}
	every case in cases {
		_states(_chain([sample.can("kms:Decrypt", "implicitDeny", case[1])])) == case[0]
	}
}

test_chain_of_a_deny if {
	key := {"place": sample.keys("/Statement/1", "a Deny statement applies")}
	_states(_chain([sample.can("kms:Encrypt", "explicitDeny", key)])) == ["open", "broken"]
	_states(_chain([sample.can("kms:Encrypt", "explicitDeny", {})])) == ["broken", "open"]
}

test_chain_of_what_is_not_known if {
	open := {"depends_on": [sample.keys("/Statement/0", "var.x")]}
	_states(_chain([sample.can("kms:Encrypt", "unknown", open)])) == ["open", "open"]
	_states(_chain([])) == []
}

test_chain_of_a_key_that_is_only_registered if {
	refused := sample.can("kms:Decrypt", "implicitDeny", {"missing": ["identity"]})
	role := sample.user({"use": [refused], "assume": [_request]})
	key := sample.partial("key", {"key": "arn:aws:kms:us-east-1:1:key/1"})
	_states(cmek.chain(role, _request, key)) == ["broken", "open"]
}

test_request_is_the_registered_one if {
	denied := sample.pinecone("implicitDeny", "registered", {})
	elsewhere := object.union(denied, {"region": "eu-west-1"})
	role := sample.role({"assume": [_request, elsewhere, denied], "pinecone": {"named": [{
		"resource": "role", "pointer": "/x",
		"clause": "arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1",
	}]}})
	cmek.request(role) == denied
	cmek.request(sample.role({"assume": [_request]})) == _request
}

test_request_that_nobody_read if cmek.request(sample.role({})).effect == "unknown"

_request := sample.pinecone("allowed", "none", {})

_chain(use) := cmek.chain(sample.user({"use": use, "assume": [_request]}), _request, sample.customer_key({}))

_states(links) := [link.state | some link in links; link.title in {"permissions", "key policy"}]
