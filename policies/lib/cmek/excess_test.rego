package policies.lib.cmek_test

import data.policies.lib.cmek
import data.policies.lib.sample_test as sample

test_excess_of_one_statement_has_one_part if {
	other := sample.beyond("kms:Decrypt", "allowed", {"place": sample.own("/Statement/0/Resource", "wide")})
	service := sample.beyond("s3:*", "allowed", {"place": sample.own("/Statement/0/Action/1", "s3")})
	grant := sample.can("kms:CreateGrant", "allowed", {})
	found := _excess with input as _case({"use": [grant], "elsewhere": [service, other]})
	{found_grant.part | some found_grant in found} == {["role", ["/inline_policies/use/Statement/0"]]}
	[found_grant.what | some found_grant in found] == [`kms:CreateGrant on key "key"`, "s3", "wide"]
}

test_excess_beside_what_destroys if {
	destroy := sample.can("kms:DisableKey", "allowed", {})
	other := sample.beyond("kms:Decrypt", "allowed", {"place": sample.own("/Statement/0/Resource", "wide")})
	service := sample.beyond("*", "allowed", {"place": sample.own("/Statement/0/Action", "all")})
	grant := sample.can("kms:CreateGrant", "allowed", {})
	found := _excess with input as _case({"use": [destroy, grant], "elsewhere": [service, other]})
	[one.what | some one in found] == [`kms:CreateGrant on key "key"`, "all", "wide"]
}

test_excess_of_destroying_alone if {
	found := _excess with input as _case({"use": [sample.can("kms:DisableKey", "allowed", {})]})
	found == []
}

test_excess_doubts if {
	open := {"depends_on": [sample.own("/Statement/0/Condition", "var.x")]}
	_doubts == _unknown("var.x") with input as _case({"elsewhere": [sample.beyond("s3:Get*", "unknown", open)]})
	_doubts == _unknown("var.x") with input as _case({"use": [sample.can("kms:TagResource", "unknown", open)]})
	conditional := object.union(open, {"conditional": true})
	_doubts == _unknown("var.x") with input as _case({"use": [sample.can("kms:CreateGrant", "unknown", conditional)]})
	unread := sample.own("", "the policy x was not read")
	_doubts == _unknown("the policy x was not read") with input as _case({"unread": [unread]})
	unnamed := sample.own("/Statement/0/Action", "var.actions")
	statement := object.union(sample.own("/Statement/0", ""), {"effect": "Allow", "unknown": [unnamed]})
	_doubts == _unknown("var.actions") with input as _case({"permissions": [statement]})
}

test_excess_on_conditions_that_pinecone_can_meet if {
	more := {"conditional": true, "depends_on": [sample.own("/Statement/0/Condition", "the request's aws:SourceIp")]}
	_excess != [] with input as _case({"elsewhere": [sample.beyond("s3:Get*", "unknown", more)]})
	_excess == [] with input as _case({"elsewhere": [sample.beyond("kms:Decrypt", "unknown", more)]})
}

_excess := cmek.excess(input.resources.aws_iam_role[0])

_doubts := [clause | some [_, clause] in cmek.excess_doubts(input.resources.aws_iam_role[0])]

_unknown(what) := [$"what else it may do is not known: {what}"]

_case(access) := sample.pair(sample.user(access), sample.customer_key({}))
