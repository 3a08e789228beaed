package policies.rules.auditlogs.bucket_retention_test

import data.policies.lib.sample_test as sample
import data.policies.rules.auditlogs.bucket_retention as rule

test_fail_days if {
	denied := rule.deny with input as _rules([_rule({"days": 30}, {})])
	sample.places(denied) == {["audit", "/lifecycle_rules/0/expiration/days"]}
	sample.messages(denied) == {`bucket "audit" expires audit logs after "30" days: keep them for "400" days`}
}

test_fail_date if {
	denied := rule.deny with input as _rules([_rule({"date": "2027-01-01T00:00:00Z", "days": 0}, {})])
	sample.messages(denied) == {
		`bucket "audit" expires audit logs from "2027-01-01T00:00:00Z" on: keep them for "400" days`,
	}
}

test_fail_prefixes_around_the_logs if {
	denied := {prefix |
		some prefix in ["", "l", "logs/", "logs/2027", "other/"]
		sample.places(rule.deny) != set() with input as _rules([_rule({"days": 30}, {"prefix": prefix})])
	}
	denied == {"", "l", "logs/"}
}

test_fail_one_of_several if {
	denied := rule.deny with input as _rules([_rule({"days": 400}, {}), _rule({"days": 399}, {})])
	sample.places(denied) == {["audit", "/lifecycle_rules/1/expiration/days"]}
}

test_success_long_enough if {
	case := _rules([_rule({"days": 400}, {}), _rule({"expired_object_delete_marker": true}, {}), {"status": "Enabled"}])
	rule.deny == set() with input as case
	rule.applies == {"audit"} with input as case
}

test_success_not_in_force if {
	rule.deny == set() with input as _rules([object.union(_rule({"days": 30}, {}), {"status": "Disabled"})])
	rule.deny == set() with input as _rules([])
}

test_success_no_retention_declared if {
	case := _bucket([_rule({"days": 30}, {})], {"bucket": "audit"})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_whether_logs_are_meant if {
	filters := [{"prefix": "logs/2027"}, {"tags": {"a": "b"}}, {"object_size_greater_than": 100}]
	every filter in filters {
		denied := rule.deny with input as _rules([_rule({"days": 30}, filter)])
		sample.places(denied) == set()
		sample.undecided(denied) == {["audit", "/lifecycle_rules/0/expiration/days"]}
	}
}

test_success_unknown_rule if {
	rule.deny == set() with input as _rules([null])
}

test_success_unknown_filter if {
	case := _rules([_rule({"days": 30}, {})])
	bucket := sample.hidden(case.resources.aws_s3_bucket[0], ["/lifecycle_rules/0/tags/a"])
	denied := rule.deny with input as object.union(case, {"resources": {"aws_s3_bucket": [bucket]}})
	sample.places(denied) == set()
}

_rule(expiration, filter) := object.union({"status": "Enabled", "expiration": expiration}, filter)

_rules(rules) := _bucket(rules, {"prefix": "logs/", "retention_days": 400})

_bucket(rules, export) := {
	"resources": {"aws_s3_bucket": [object.union(sample.whole("audit", {"lifecycle_rules": rules}), {
		"purposes": ["audit_logs"],
		"links": {"organizations": ["acme"]},
	})]},
	"linked": {"acme": sample.partial("acme", {"audit_logs": export})},
}
