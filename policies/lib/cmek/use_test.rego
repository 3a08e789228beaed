package policies.lib.cmek_test

import data.policies.lib.cmek
import data.policies.lib.sample_test as sample

test_used_are_the_registered_keys if {
	registration := sample.linked(sample.partial("registration", {}), {"key": ["key"]})
	role := sample.linked(sample.role({}), {"cmek_keys": ["registration"], "keys": ["key", "named"]})
	named := object.union(sample.whole("named", {}), {"purposes": ["cmek"]})
	case := {"resources": {
		"aws_iam_role": [role], "aws_kms_key": [sample.customer_key({}), named],
		"pinecone_cmek_key": [registration],
	}}
	[key.id | some key in cmek.used(role)] == ["key"] with input as case
	unregistered := sample.linked(sample.role({}), {"keys": ["key", "named"]})
	[key.id | some key in cmek.used(unregistered)] == ["key", "named"] with input as case
}

test_used_are_the_keys_joined_with_the_role if {
	registration := sample.linked(sample.partial("registration", {}), {"key": ["key", "other"]})
	role := sample.linked(sample.role({}), {"cmek_keys": ["registration"], "keys": ["key"]})
	case := {"resources": {
		"aws_iam_role": [role], "aws_kms_key": [sample.customer_key({}), sample.whole("other", {})],
		"pinecone_cmek_key": [registration],
	}}
	[key.id | some key in cmek.used(role)] == ["key"] with input as case
}

test_used_is_a_registration_where_nothing_declares_the_key if {
	role := sample.linked(sample.role({}), {"cmek_keys": ["registration"]})
	case := {"resources": {"aws_iam_role": [role], "pinecone_cmek_key": [sample.partial("registration", {})]}}
	[key.id | some key in cmek.used(role)] == ["registration"] with input as case
}

test_half_needs_two_accounts_and_one_half if {
	cases := {
		"identity": [_refused({"cross_account": true, "missing": ["identity"]})],
		"resource": [_refused({"cross_account": true, "missing": ["resource"]})],
		"both": [_refused({"cross_account": true, "missing": ["identity", "resource"]})],
		"one account": [_refused({"missing": ["identity"]})],
		"a Deny": [sample.can("kms:Decrypt", "explicitDeny", {"cross_account": true})],
		"nothing": [],
	}
	halves := {name: half | some name, use in cases; half := cmek.half(sample.user({"use": use}), _key)}
	halves == {"identity": "identity", "resource": "resource"}
}

test_granting_prefers_the_roles_own if {
	own := sample.own("/Statement/0", "allows")
	answer := sample.can("kms:Decrypt", "allowed", {"place": sample.keys("/Statement/0", "delegates"), "beside": [own]})
	cmek.granting(_key, answer) == own
	alone := sample.can("kms:Decrypt", "allowed", {"place": sample.keys("/Statement/0", "names it")})
	cmek.granting(_key, alone) == sample.keys("/Statement/0", "names it")
}

test_actions_in_words if {
	cmek.actions([{"action": "a"}], "or") == "a"
	cmek.actions([{"action": "a"}, {"action": "b"}], "or") == "a or b"
	cmek.actions([{"action": "a"}, {"action": "b"}, {"action": "c"}], "and") == "a, b and c"
}

test_doubt if {
	open := sample.can("kms:Encrypt", "unknown", {"depends_on": [sample.keys("/Statement/0/Principal", "var.x")]})
	doubt := cmek.doubt(sample.user({"use": [open]}), _key, ["kms:Encrypt"])
	doubt == [open.depends_on[0], `whether it can kms:Encrypt key "key" is not known: var.x`]
	sure := sample.user({"use": [sample.can("kms:Encrypt", "allowed", {})]})
	not cmek.doubt(sure, _key, ["kms:Encrypt"])
	none := cmek.doubt(sample.user({}), _key, ["kms:Encrypt"])
	none == [{"resource": "role", "pointer": "keys"}, `nothing that was read says what it can do with key "key"`]
}

_key := sample.customer_key({})

_refused(more) := sample.can("kms:Decrypt", "implicitDeny", more)
