package policies.rules.auditlogs.role_permissions_excess_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.role_permissions_excess as rule

test_fail_once_for_a_statement if {
	denied := rule.deny with input as _elsewhere([
		_grant("allowed", "/Statement/0/Action/1", `s3:DeleteObject on "*"`, {}),
		_grant("allowed", "/Statement/0/Resource", `s3:GetObject on other buckets, by "*"`, {}),
		_grant("allowed", "/Statement/1/Action", `"sqs:*" on "*"`, {}),
	])
	sample.messages(denied) == {
		concat("", [
			`role "role" is also allowed s3:DeleteObject on "*" and s3:GetObject on other buckets, by "*": `,
			"let it list the bucket and put objects alone",
		]),
		`role "role" is also allowed "sqs:*" on "*": let it list the bucket and put objects alone`,
	}
	sample.places(denied) == {
		["role", "/inline_policies/write/Statement/0/Action/1"],
		["role", "/inline_policies/write/Statement/1/Action"],
	}
}

test_fail_much_at_once if {
	denied := rule.deny with input as _elsewhere([_grant("allowed", $"/Statement/0/Action/{i}", what, {}) |
		some i, what in ["a", "b", "c", "d"]
	])
	sample.messages(denied) == {concat(" ", [
		`role "role" is also allowed a and b and 2 more by the same statement:`,
		"let it list the bucket and put objects alone",
	])}
}

test_fail_by_the_bucket if {
	place := {"resource": "bucket", "pointer": "/policy/Statement/0", "clause": "the policy names it"}
	use := sample.on_bucket("s3:DeleteObject", "allowed", {"place": place})
	denied := rule.deny with input as _use([use], {})
	{finding.place | some finding in denied} == {{"resource": "bucket", "pointer": "/policy/Statement/0"}}
	some message in sample.messages(denied)
	contains(message, `s3:DeleteObject by the policy of bucket "bucket"`)
}

test_fail_reading_by_the_bucket if {
	place := {"resource": "bucket", "pointer": "/policy/Statement/0", "clause": "the policy names it"}
	reading := sample.on_bucket("s3:GetObject", "allowed", {"place": place})
	writing := sample.on_bucket("s3:PutObject", "allowed", {"place": place})
	denied := rule.deny with input as _use([reading, writing], {})
	sample.messages(denied) == {concat(" ", [
		`role "role" is also allowed s3:GetObject by the policy of bucket "bucket":`,
		"let it list the bucket and put objects alone",
	])}
}

test_fail_key if {
	use := {
		"kind": "role", "action": "kms:ScheduleKeyDeletion", "resource": "key", "effect": "allowed",
		"place": {"resource": "key", "pointer": "/policy/Statement/0"},
		"beside": [sample.permitted("/Statement/2", "an Allow statement applies")],
	}
	denied := rule.deny with input as _use([use], {"kms_key": ["key"]})
	sample.places(denied) == {["role", "/inline_policies/write/Statement/2"]}
}

test_fail_condition_of_the_request if {
	denied := rule.deny with input as _elsewhere([_grant("unknown", "/Statement/0", "x", {"conditional": true})])
	sample.places(denied) == {["role", "/inline_policies/write/Statement/0"]}
}

test_success_reading_is_for_everyone if {
	place := {"resource": "bucket", "pointer": "/policy/Statement/0", "clause": "the policy names everyone"}
	more := {"place": place, "wildcard": true}
	rule.deny == set() with input as _use([sample.on_bucket("s3:GetObject", "allowed", more)], {})
	open := object.union(more, {"depends_on": [place]})
	rule.deny == set() with input as _use([sample.on_bucket("s3:GetObject", "unknown", open)], {})
}

test_success_no_more if {
	case := _elsewhere([])
	rule.deny == set() with input as case
	rule.applies == {"role"} with input as case
}

test_success_own_policy_has_told_it if {
	use := sample.on_bucket("s3:DeleteObject", "allowed", {})
	rule.deny == set() with input as _use([use], {})
}

test_success_unknown_by_the_bucket if {
	use := sample.on_bucket("s3:DeleteObject", "unknown", {"depends_on": [sample.permitted("/Statement/0", "var.x")]})
	denied := rule.deny with input as _use([use], {})
	sample.messages(denied) == set()
	count(sample.undecided(denied)) > 0
}

test_success_unknown if {
	unread := [{"resource": "role", "pointer": "/managed_policy_arns/0", "clause": "the policy x was not read"}]
	facts := [
		{"unread": unread},
		{"permissions": [object.union(sample.permitted("/Statement/0", ""), {"unknown": [
			sample.permitted("/Statement/0/Resource", "var.x"),
		]})]},
		{"elsewhere": [_grant("unknown", "/Statement/0", "x", {"depends_on": [sample.permitted("/Statement/0", "var.x")]})]},
	]
	every access in facts {
		denied := rule.deny with input as sample.one_role(sample.audit_role(access))
		sample.messages(denied) == set()
		count(sample.undecided(denied)) > 0
	}
}

_grant(effect, pointer, clause, more) := object.union(
	{"kind": "role", "action": "x", "effect": effect, "place": sample.permitted(pointer, clause)},
	more,
)

_elsewhere(answers) := sample.one_role(sample.audit_role({"elsewhere": answers}))

_use(answers, links) := object.union(
	sample.audit_logs(sample.audit_role({"use": answers}), sample.audit_bucket({}, {"links": links})),
	{"linked": {"key": sample.whole("key", {})}},
)
