package policies.rules.auditlogs.subdirectory_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.subdirectory as rule

_cover := sample.on_bucket("s3:PutObject", "allowed", {
	"object": "logs/any",
	"place": sample.permitted("/Statement/0/Resource", "logs/*"),
})

_no := sample.on_bucket("s3:PutObject", "implicitDeny", {})

test_fail_other_prefix if {
	denied := rule.deny with input as _bucket([_no], [_cover])
	sample.places(denied) == {["role", "/inline_policies/write/Statement/0/Resource"]}
	sample.messages(denied) == {concat(" ", [
		`role "role" cannot write audit logs to bucket "bucket": its policy allows it s3:PutObject for "logs/*",`,
		`and the logs go to "pinecone/"; allow it for "pinecone/*"`,
	])}
	{item.pointer | some finding in denied; some item in finding.related} == {"/audit_logs/prefix"}
}

test_fail_managed_policy if {
	cover := object.union(_cover, {"place": {"resource": "policy", "pointer": "/policy/Statement/0/Resource"}})
	denied := rule.deny with input as _bucket([_no], [cover])
	{finding.place | some finding in denied} == {{"resource": "policy", "pointer": "/policy/Statement/0/Resource"}}
}

test_success_covered if {
	case := _bucket([sample.on_bucket("s3:PutObject", "allowed", {})], [_cover])
	rule.deny == set() with input as case
	rule.applies == {"role"} with input as case
}

test_success_allowed_nowhere if {
	rule.deny == set() with input as _bucket([_no], [])
	denial := object.union(_no, {"effect": "explicitDeny"})
	rule.deny == set() with input as _bucket([denial], [_cover])
}

test_success_no_destination_declared if {
	role := sample.audit_role({"use": [_no], "covers": [_cover]})
	case := sample.audit_logs(role, sample.audit_bucket({}, {}))
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown if {
	open := sample.on_bucket("s3:PutObject", "unknown", {"depends_on": [sample.permitted("/Statement/0", "var.x")]})
	denied := rule.deny with input as _bucket([open], [_cover])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/inline_policies/write/Statement/0"]}
}

test_success_unknown_other_prefix if {
	open := sample.on_bucket("s3:PutObject", "unknown", {"depends_on": [sample.permitted("/Statement/0", "var.x")]})
	denied := rule.deny with input as _bucket([_no], [open])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["role", "/inline_policies/write/Statement/0"]}
	known := rule.deny with input as _bucket([_no], [open, _cover])
	sample.undecided(known) == set()
}

_bucket(use, covers) := sample.audit_logs(
	sample.audit_role({"use": use, "covers": covers}),
	sample.audit_bucket({}, {"links": {"organizations": ["acme"]}}),
)
