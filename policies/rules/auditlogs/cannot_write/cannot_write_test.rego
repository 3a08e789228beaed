package policies.rules.auditlogs.cannot_write_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.cannot_write as rule

_list := sample.on_bucket("s3:ListBucket", "allowed", {"object": "pinecone/"})

_put := sample.on_bucket("s3:PutObject", "allowed", {})

_no_put := sample.on_bucket(
	"s3:PutObject", "implicitDeny",
	{"place": sample.permitted("/Statement/0/Action", "admits only s3:ListBucket")},
)

test_fail_not_allowed if {
	denied := rule.deny with input as _uses([_list, _no_put], {})
	sample.places(denied) == {["role", "/inline_policies/write/Statement/0/Action"]}
	sample.messages(denied) == {concat(" ", [
		`role "role" cannot write audit logs to bucket "bucket": its own policy admits only s3:ListBucket;`,
		`let it s3:PutObject on "pinecone/*"`,
	])}
	_broken(denied) == {"permissions"}
}

test_fail_denied_by_the_bucket if {
	place := {"resource": "bucket", "pointer": "/policy/Statement/0", "clause": `denies it with the statement "Out"`}
	no := sample.on_bucket("s3:PutObject", "explicitDeny", {"place": place})
	denied := rule.deny with input as _uses([_list, no], {})
	{finding.place | some finding in denied} == {{"resource": "bucket", "pointer": "/policy/Statement/0"}}
	_broken(denied) == {"bucket policy"}
	some message in sample.messages(denied)
	contains(message, `the bucket's policy denies it with the statement "Out"; except the role from that Deny`)
}

test_fail_half_of_another_account if {
	place := {"resource": "bucket", "pointer": "", "clause": "no bucket policy allows it"}
	half := {"place": place, "missing": ["resource"], "cross_account": true}
	no := sample.on_bucket("s3:PutObject", "implicitDeny", half)
	denied := rule.deny with input as _uses([_list, no], {})
	_broken(denied) == {"bucket policy"}
}

test_fail_key_that_encrypts if {
	place := {"resource": "key", "pointer": "/policy/Statement/0/Principal", "clause": "admits another role"}
	no := {
		"kind": "role", "action": "kms:GenerateDataKey", "resource": "key", "effect": "implicitDeny",
		"place": place, "missing": ["resource"],
	}
	denied := rule.deny with input as _uses([_list, _put, no], {"kms_key": ["key"]})
	_broken(denied) == {"key policy"}
	some message in sample.messages(denied)
	contains(message, `the key's policy admits another role; let it kms:GenerateDataKey on key "key"`)
}

test_fail_tells_of_all if {
	no_list := object.union(_list, {"effect": "implicitDeny", "place": sample.permitted("/Statement/1", "lists nothing")})
	denied := rule.deny with input as _uses([no_list, _no_put], {})
	related := {item.pointer | some finding in denied; some item in finding.related}
	related == {"/inline_policies/write/Statement/0/Action"}
}

test_success_allowed if {
	case := _uses([_list, _put], {})
	rule.deny == set() with input as case
	rule.applies == {"role"} with input as case
}

test_success_at_another_prefix if {
	cover := object.union(_put, {"object": "logs/any", "place": sample.permitted("/Statement/0/Resource", "logs/*")})
	role := sample.audit_role({"use": [_list, _no_put], "covers": [cover]})
	denied := rule.deny with input as sample.audit_logs(role, sample.audit_bucket({}, {}))
	denied == set()
}

test_success_unknown if {
	open := sample.on_bucket("s3:PutObject", "unknown", {"depends_on": [sample.permitted("/Statement/0", "var.x")]})
	denied := rule.deny with input as _uses([_list, open], {})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/inline_policies/write/Statement/0"]}
}

test_success_unknown_key if {
	every bucket in [
		sample.audit_bucket({"encryption": {"sse_algorithm": "aws:kms", "kms_master_key_id": "arn:aws:kms:x:1:key/1"}}, {}),
		sample.hidden(sample.audit_bucket({}, {}), ["/encryption"]),
	] {
		denied := rule.deny with input as sample.audit_logs(sample.audit_role({"use": [_list, _put]}), bucket)
		sample.messages(denied) == set()
		sample.undecided(denied) == {["role", "buckets"]}
	}
}

test_success_key_of_s3 if {
	every encryption in [
		{"sse_algorithm": "AES256"},
		{"sse_algorithm": "aws:kms"},
		{"sse_algorithm": "aws:kms", "kms_master_key_id": "arn:aws:kms:us-east-1:1:alias/aws/s3"},
	] {
		bucket := sample.audit_bucket({"encryption": encryption}, {})
		rule.deny == set() with input as sample.audit_logs(sample.audit_role({"use": [_list, _put]}), bucket)
	}
}

test_success_unknown_bucket if {
	role := object.remove(sample.audit_role({}), ["links"])
	denied := rule.deny with input as sample.one_role(role)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "buckets"]}
}

test_success_declared_bucket_is_not_read if {
	role := sample.one_role(object.remove(sample.audit_role({}), ["links"]))
	denied := rule.deny with input as object.union(_declared({"enabled": false, "bucket": "logs"}, {}), role)
	{finding.message | some finding in denied} == {`bucket "logs" was not read, and its policy may refuse the role`}
}

test_success_unknown_role if {
	every role in ["arn:aws:iam::111122223333:role/audit", "terraform:aws_iam_role.audit"] {
		case := _declared({"enabled": true, "role": role}, {})
		denied := rule.deny with input as case
		sample.messages(denied) == set()
		sample.undecided(denied) == {["acme", "/audit_logs/role"]}
		rule.applies == {"acme"} with input as case
	}
}

test_success_role_is_judged_itself if {
	role := "arn:aws:iam::111122223333:role/audit"
	read := object.union(
		_declared({"enabled": true, "role": role}, {"audit_role": ["role"]}),
		{"linked": {"role": sample.whole("role", {})}},
	)
	rule.applies == set() with input as read
	every logs in [{"enabled": false, "role": role}, {"enabled": true}, {"enabled": true, "role": "audit"}] {
		rule.applies == set() with input as _declared(logs, {})
	}
}

_declared(logs, links) := {"resources": {"pinecone_organization": [sample.linked(
	sample.partial("acme", {"audit_logs": logs}),
	links,
)]}}

_broken(denied) := {link.title | some finding in denied; some link in finding.chain; link.state == "broken"}

_uses(answers, links) := object.union(
	sample.audit_logs(sample.audit_role({"use": answers}), sample.audit_bucket({}, {"links": links})),
	{"linked": {"key": sample.whole("key", {})}},
)
