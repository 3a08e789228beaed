package policies.rules.cmek.no_recovery_source_test

import data.policies.rules.cmek.no_recovery_source as rule

test_fail_nothing_declared if {
	denied := rule.deny with input as _project({"force_encryption_with_cmek": true}, {})
	{finding.message | some finding in denied} == {
		`project "search" has neither backups nor a source to rebuild from: declare "import_source"`,
	}
}

test_applies_where_a_key_is_expected if {
	rule.applies == {"search"} with input as _project({"force_encryption_with_cmek": true}, {})
}

test_success_declared if {
	values := {"force_encryption_with_cmek": true, "backups": {"import_source": "s3://acme-records"}}
	denied := rule.deny with input as _project(values, {})
	denied == set()
}

test_success_no_cmek if {
	rule.deny == set() with input as _project({"force_encryption_with_cmek": false}, {})
	rule.applies == set() with input as _project({"force_encryption_with_cmek": false}, {})
}

test_success_unknown_enforcement if {
	unknown := {"/force_encryption_with_cmek": {"reason": "variable \"cmek\" has no default"}}
	denied := rule.deny with input as _project({}, unknown)
	denied == set()
}

test_success_unknown_without_a_manifest if {
	case := _project({"force_encryption_with_cmek": true}, {})
	denied := rule.deny with input as json.remove(case, ["/resources/pinecone_project/0/observations"])
	{finding.message | some finding in denied; finding.undecided} == {
		`no manifest says what project "search" can be rebuilt from: declare "import_source"`,
	}
}

test_success_unknown_source_is_undecided if {
	unknown := {"/backups/import_source": {"reason": "the manifest's value is not valid"}}
	denied := rule.deny with input as _project({"force_encryption_with_cmek": true}, unknown)
	{finding.message | some finding in denied; finding.undecided} == {
		`what project "search" can be rebuilt from is not known`,
	}
	count(denied) == 1
}

_project(values, unknown) := {"resources": {"pinecone_project": [{
	"observations": [{"source": "manifest pinelint.yaml", "address": "/projects/0"}],
	"id": "search",
	"name": "search",
	"complete": true,
	"values": values,
	"unknown": unknown,
}]}}
