package policies.lib.code_test

import data.policies.lib.code
import data.policies.lib.sample_test as sample

test_sdk_by_version if {
	code.sdk(_call({"sdk_version": "9.0.0"})) == {"repeats": true, "rate_limits": true}
	code.sdk(_call({"sdk_version": "7.1.0"})) == {"repeats": true, "rate_limits": false}
	code.sdk(_call({"sdk_version": "6.0.2", "sdk_pinned": true})) == {"repeats": false}
	not code.sdk(_call({"sdk_version": "6.0.2", "sdk_pinned": false}))
	not code.sdk(_call({}))
}

test_sdk_by_operation if {
	upsert := {"language": "typescript", "sdk_version": "6.1.4", "sdk_pinned": true, "operation": "upsert"}
	code.sdk(_call(upsert)).repeats
	not code.sdk(_call(object.union(upsert, {"operation": "query"}))).repeats
}

test_sdk_by_option if {
	code.sdk(_call({"sdk_version": "9.0.0", "retries": {"sdk_retries": 0}})) == {"repeats": false}
	code.sdk(_call({"sdk_version": "9.0.0", "retries": {"sdk_retries": 5}})).rate_limits
	not code.sdk(sample.hidden(_call({"sdk_version": "9.0.0"}), ["/retries/sdk_retries"]))
}

test_sdk_by_option_of_some_operations if {
	told := {"language": "typescript", "sdk_version": "5.1.2", "sdk_pinned": true, "retries": {"sdk_retries": 5}}
	code.sdk(_call(object.union(told, {"operation": "upsert"}))).repeats
	code.sdk(_call(object.union(told, {"operation": "query"}))) == {"repeats": false}
	code.sdk(_call(object.union(told, {"operation": "query", "sdk_version": "7.1.0"}))).repeats
	not code.sdk(_call(object.union(told, {"operation": "query", "sdk_pinned": false})))
	code.sdk(_call(object.union(told, {"language": "go"}))).repeats
}

test_sdk_of_a_wrapper_may_do_more if {
	code.sdk(_call({"sdk_version": "9.0.0", "wrapper": "langchain"})).repeats
	not code.sdk(_call({"sdk_version": "7.0.0", "wrapper": "langchain"}))
	not code.sdk(_call({"sdk_version": "6.0.0", "sdk_pinned": true, "wrapper": "langchain"}))
}

test_sdk_of_a_wrapper_that_is_known if {
	old := {"sdk_version": "6.0.0", "sdk_pinned": true, "wrapper": "haystack"}
	code.sdk(_call(object.union(old, {"wrapper_repeats": false}))) == {"repeats": false}
	code.sdk(_call(object.union(old, {"wrapper_repeats": true}))) == {"repeats": true, "rate_limits": true}
	new := {"sdk_version": "7.0.0", "sdk_pinned": true, "wrapper": "haystack", "wrapper_repeats": false}
	code.sdk(_call(new)) == {"repeats": true, "rate_limits": false}
}

test_sdk_of_grpc_may_do_more if {
	not code.sdk(_call({"sdk_version": "2.2.4", "sdk_pinned": true, "transport": "grpc"}))
	not code.sdk(sample.hidden(_call({"sdk_version": "6.0.0", "sdk_pinned": true}), ["/transport"]))
}

test_sdk_by_transport if {
	code.sdk(_call({"sdk_version": "5.0.0", "transport": "grpc"})) == {"repeats": true, "rate_limits": false}
	code.sdk(_call({"sdk_version": "5.0.0", "sdk_pinned": true, "transport": "async"})) == {"repeats": false}
	csharp := {"language": "csharp", "sdk_version": "4.0.0", "sdk_pinned": true}
	code.sdk(_call(object.union(csharp, {"transport": "rest"}))).rate_limits
	code.sdk(_call(object.union(csharp, {"transport": "grpc"}))) == {"repeats": false}
	not code.sdk(sample.hidden(_call(object.union(csharp, {"transport": "grpc"})), ["/retries/sdk_retries"]))
}

test_sdk_that_never_repeats if {
	code.sdk(_call({"language": "java", "transport": "grpc"})) == {"repeats": false}
	not code.sdk(_call({"language": "java", "wrapper": "langchain4j"}))
}

test_lacks if {
	declared := {
		"values": {"retries": {"jitter": false, "logged": true}},
		"observations": [{"source": "manifest pinelint.yaml"}],
	}
	code.lacks(declared, "/retries/jitter", true)
	not code.lacks(declared, "/retries/backoff", "exponential")
	not code.lacks(declared, "/retries/logged", true)
	not code.lacks(object.remove(declared, ["observations"]), "/retries/jitter", true)
}

test_title if {
	code.title(sample.whole("call", {"method": "query", "function": "search"})) == `"query" in "search"`
	code.title(sample.whole("call", {"method": "query", "file": "a.py"})) == `"query" in "a.py"`
}

_call(values) := sample.whole("call", object.union(
	{"language": "python", "operation": "query", "retries": {"present": false}},
	values,
))

test_retrying_not_where_it_may_try_once if {
	api := sample.partial("api", {"retries": {"backoff": "fixed"}})
	[found.id | some found in code.retrying] == ["api"] with input as {"resources": {"pinecone_workload": [api]}}
	hidden := sample.hidden(api, ["/retries/max_attempts"])
	code.retrying == [] with input as {"resources": {"pinecone_workload": [hidden]}}
}

test_doubts if {
	every pointer in ["/retries", "/retries/max_attempts"] {
		hidden := sample.hidden(sample.partial("api", {}), [pointer])
		found := code.doubts with input as {"resources": {"pinecone_workload": [hidden]}}
		sample.undecided(found) == {["api", pointer]}
	}
	told := sample.hidden(sample.partial("api", {"retries": {}}), ["/retries/backoff", "/sdk"])
	code.doubts == set() with input as {"resources": {"pinecone_workload": [told]}}
}
