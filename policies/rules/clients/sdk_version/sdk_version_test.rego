package policies.rules.clients.sdk_version_test

import data.policies.lib.sample_test as sample
import data.policies.rules.clients.sdk_version as rule

test_fail_renamed if {
	denied := rule.deny with input as _sdk({"package": "pinecone-client", "version": "6.0.0", "pinned": true})
	sample.messages(denied) == {concat(" ", [
		`"requirements.txt" depends on "pinecone-client", which is no longer maintained:`,
		`depend on "pinecone"`,
	])}
}

test_fail_old if {
	denied := rule.deny with input as _sdk({"version": "6.0.2", "pinned": true})
	sample.places(denied) == {["sdk", "/version"]}
}

test_fail_loses_data if {
	values := {"language": "go", "package": "github.com/pinecone-io/go-pinecone", "version": "5.2.0", "pinned": true}
	denied := rule.deny with input as _sdk(values)
	sample.places(denied) == {["sdk", "/version"]}
	every message in sample.messages(denied) { contains(message, "those before 5.4.1 take a refused UpsertRecords") }
}

test_fail_of_an_api_before_its_functions if {
	values := {"language": "go", "package": "github.com/pinecone-io/go-pinecone", "version": "0.4.1", "pinned": true}
	denied := rule.deny with input as _sdk(values)
	sample.messages(denied) == {concat(" ", [
		`"requirements.txt" has version 0.4.1 of "github.com/pinecone-io/go-pinecone", and those before 5.0.0`,
		`speak versions of the API from before 2025-10, whose twelve months of support are over: use 5.4.1 or later`,
	])}
}

test_fail_java if {
	java := {"language": "java", "package": "pinecone-client", "file": "pom.xml", "pinned": true}
	denied := rule.deny with input as _sdk(object.union(java, {"version": "5.1.0"}))
	sample.messages(denied) == {concat(" ", [
		`"pom.xml" has version 5.1.0 of "pinecone-client", and those before 6.0.0 speak versions of the API`,
		"from before 2025-10, whose twelve months of support are over: use 6.0.0 or later",
	])}
	rule.deny == set() with input as _sdk(object.union(java, {"version": "6.0.0"}))
}

test_success_no_floor if {
	sdk := _sdk({"language": "csharp", "package": "Pinecone.Client", "version": "3.0.0", "pinned": true})
	rule.deny == set() with input as sdk
	rule.applies == set() with input as sdk
	rule.applies == {"sdk"} with input as _sdk({})
}

test_success_new if {
	denied := rule.deny with input as _sdk({"version": "8.0.0", "pinned": true})
	denied == set()
}

test_success_open if {
	denied := rule.deny with input as _sdk({"version": "5.0.0", "pinned": false})
	denied == set()
}

test_success_unknown_version if {
	denied := rule.deny with input as _sdk({})
	denied == set()
}

_sdk(values) := {"resources": {"pinecone_sdk": [sample.whole("sdk", object.union(
	{"role": "source", "language": "python", "package": "pinecone", "file": "requirements.txt"},
	values,
))]}}
