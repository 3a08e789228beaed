package policies.rules.secrets.api_key_in_source_test

import data.policies.lib.sample_test as sample
import data.policies.rules.secrets.api_key_in_source as rule

test_fail_bound_to_variable if {
	denied := rule.deny with input as _secret({"kind": "api_key", "variable": "PINECONE_API_KEY", "file": "app.py"})
	sample.messages(denied) == {concat(" ", [
		`"app.py", variable "PINECONE_API_KEY", holds a Pinecone API key:`,
		"revoke it and read a new one from a secret store",
	])}
}

test_fail_bare if {
	denied := rule.deny with input as _secret({"kind": "api_key", "file": "notes.txt"})
	sample.messages(denied) == {`"notes.txt" holds a Pinecone API key: revoke it and read a new one from a secret store`}
}

test_fail_in_the_history if {
	commit := "0123456789abcdef0123456789abcdef01234567"
	old := _secret({"kind": "api_key", "file": "notes.txt", "commit": commit, "line": 7})
	denied := rule.deny with input as old
	sample.messages(denied) == {concat(" ", [
		`"notes.txt" in its history (line 7 of commit 0123456789ab, in no file any more) holds a Pinecone API key:`,
		"revoke it and read a new one from a secret store",
	])}
	{finding.pointer | some finding in denied} == {"/commit"}
}

test_success_other_kind if {
	case := _secret({"kind": "service_account_secret", "file": "app.py"})
	denied := rule.deny with input as case
	denied == set()
	applies := rule.applies with input as case
	applies == set()
}

test_success_unknown_kind if {
	denied := rule.deny with input as _secret({"file": "app.py"})
	denied == set()
}

_secret(values) := {"resources": {"repository_secret": [sample.whole("secret", values)]}}
