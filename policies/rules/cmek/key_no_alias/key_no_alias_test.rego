package policies.rules.cmek.key_no_alias_test

import data.policies.rules.cmek.key_no_alias as rule

test_fail_none if {
	denied := rule.deny with input as _snapshot({})
	{finding.message | some finding in denied} == {`key "main" has no alias: give it one that says what it encrypts`}
	{finding.absent | some finding in denied} == {["aws_kms_alias"]}
}

test_applies_to_keys_that_pinecone_uses if rule.applies == {"aws_kms_key.main"} with input as _snapshot({})

test_success_alias if {
	denied := rule.deny with input as _snapshot({"aliases": ["aws_kms_alias.main"]})
	denied == set()
}

test_success_unknown_name_of_the_alias if {
	input_ := object.union(_snapshot({"aliases": ["aws_kms_alias.main"]}), {"linked": {"aws_kms_alias.main": {
		"id": "aws_kms_alias.main",
		"name": "main",
		"complete": true,
		"values": {},
		"unknown": {"/name": {"reason": "variable \"name\" has no default"}},
	}}})
	denied := rule.deny with input as input_
	denied == set()
}

# Of a key of another team nothing but its policy was read.
test_success_unknown_key if {
	read := _snapshot({})
	keys := [object.union(key, {"complete": false}) | some key in read.resources.aws_kms_key]
	denied := rule.deny with input as object.union(read, {"resources": {"aws_kms_key": keys}})
	{[finding.pointer, finding.undecided] | some finding in denied} == {["", true]}
}

# Nothing that was read says of which key an alias is.
test_success_unknown_alias if {
	read := _snapshot({})
	keys := [object.union(key, {"incomplete": {"aliases": "why"}}) | some key in read.resources.aws_kms_key]
	denied := rule.deny with input as object.union(read, {"resources": {"aws_kms_key": keys}})
	{[finding.message, finding.undecided] | some finding in denied} == {["why", true]}
}

_snapshot(links) := {
	"resources": {"aws_kms_key": [{
		"id": "aws_kms_key.main",
		"name": "main",
		"purposes": ["cmek"],
		"complete": true,
		"values": {},
		"links": links,
	}]},
	"linked": {"aws_kms_alias.main": {
		"id": "aws_kms_alias.main",
		"name": "main",
		"complete": true,
		"values": {"name": "alias/pinecone"},
	}},
}
