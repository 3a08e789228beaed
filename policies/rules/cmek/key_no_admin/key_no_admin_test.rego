package policies.rules.cmek.key_no_admin_test

import data.policies.lib.sample_test as sample
import data.policies.rules.cmek.key_no_admin as rule

test_fail_nobody if {
	denied := rule.deny with input as _case([])
	sample.messages(denied) == {`nobody can administer key "key": name the root of its account in its policy`}
	sample.places(denied) == {["key", "/policy"]}
}

test_fail_pinecone_alone if {
	denied := rule.deny with input as _case([_admin("role/pinecone", "allowed", {"resource": "role"})])
	sample.messages(denied) == {concat(" ", [
		`nobody but the role that Pinecone assumes can administer key "key":`,
		"name the root of its account in its policy",
	])}
}

test_success_root if {
	rule.deny == set() with input as _case([_admin("root", "allowed", {})])
	rule.applies == {"key"} with input as _case([_admin("root", "allowed", {})])
}

test_success_two_roles if {
	rule.deny == set() with input as _case([_admin("role/a", "allowed", {}), _admin("role/b", "allowed", {})])
}

test_success_one_role_that_exists if {
	rule.deny == set() with input as _case([_admin("role/a", "allowed", {"resource": "other"})])
}

test_success_unknown_whether_the_only_one_exists if {
	denied := rule.deny with input as _case([_admin("role/a", "allowed", {})])
	{finding.message | some finding in denied; finding.undecided} == {concat(" ", [
		"only arn:aws:iam::111122223333:role/a can administer it,",
		"and nothing that was read says that it exists",
	])}
	sample.messages(denied) == set()
}

test_success_unknown_policy if {
	more := {"depends_on": [sample.keys("", "var.policy")]}
	denied := rule.deny with input as _case([_admin("root", "unknown", more)])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["key", "/policy"]}
}

_admin(name, effect, more) := sample.reaches(
	"own_account", $"arn:aws:iam::111122223333:{name}",
	"kms:PutKeyPolicy", effect, more,
)

_case(administer) := {"resources": {"aws_kms_key": [sample.customer_key({"administer": administer})]}}
