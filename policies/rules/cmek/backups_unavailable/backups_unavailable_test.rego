package policies.rules.cmek.backups_unavailable_test

import data.policies.rules.cmek.backups_unavailable as rule

test_fail_promised if {
	values := {"force_encryption_with_cmek": true, "backups": {"retention_days": 30, "recovery_point": "24h"}}
	denied := rule.deny with input as _project(values, {})
	{finding.message | some finding in denied} == {
		`project "search" relies on backups, which its key rules out: declare "import_source"`,
	}
	{finding.pointer | some finding in denied} == {"/backups/recovery_point"}
}

test_fail_promised_beside_source if {
	backups := {"schedule": "daily", "import_source": "s3://acme-records"}
	denied := rule.deny with input as _project({"force_encryption_with_cmek": true, "backups": backups}, {})
	{finding.message | some finding in denied} == {concat("", [
		`project "search" relies on backups, which its key rules out: `,
		`remove them, and rebuild from its "import_source"`,
	])}
}

test_success_source_only if {
	values := {"force_encryption_with_cmek": true, "backups": {"import_source": "s3://acme-records"}}
	rule.deny == set() with input as _project(values, {})
	rule.applies == set() with input as _project(values, {})
}

test_success_no_cmek if {
	values := {"force_encryption_with_cmek": false, "backups": {"recovery_point": "24h"}}
	denied := rule.deny with input as _project(values, {})
	denied == set()
}

test_success_unknown_enforcement if {
	unknown := {"/force_encryption_with_cmek": {"reason": "variable \"cmek\" has no default"}}
	values := {"backups": {"recovery_point": "24h"}}
	rule.deny == set() with input as _project(values, unknown)
	rule.applies == {"search"} with input as _project(values, unknown)
}

_project(values, unknown) := {"resources": {"pinecone_project": [{
	"id": "search",
	"name": "search",
	"complete": true,
	"values": values,
	"unknown": unknown,
}]}}
