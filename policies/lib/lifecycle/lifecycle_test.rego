package policies.lib.lifecycle_test

import data.policies.lib.lifecycle
import data.policies.lib.sample_test as sample

test_prefixes if {
	whole := {prefix | some prefix in _prefixes; lifecycle.takes_all(_bucket, "/rules/0", {"prefix": prefix}, "logs/")}
	whole == {"", "l", "logs/"}
	some_of := {prefix | some prefix in _prefixes; lifecycle.takes_some({"prefix": prefix}, "logs/")}
	some_of == {"", "l", "logs/", "logs/2027"}
}

test_without_a_filter if {
	lifecycle.takes_all(_bucket, "/rules/0", {"object_size_greater_than": 0, "tags": {}}, "")
	lifecycle.takes_some({}, "logs/")
}

test_narrower if {
	every rule in [{"tags": {"a": "b"}}, {"object_size_greater_than": 9}, {"object_size_less_than": 9}] {
		not lifecycle.takes_all(_bucket, "/rules/0", rule, "logs/")
		lifecycle.takes_some(rule, "logs/")
	}
}

test_unknown_filter if {
	every name in ["prefix", "tags/a", "object_size_less_than"] {
		not lifecycle.takes_all(sample.hidden(_bucket, [$"/rules/0/{name}"]), "/rules/0", {}, "logs/")
	}
}

_prefixes := {"", "l", "logs/", "logs/2027", "other/"}

_bucket := sample.whole("bucket", {})
