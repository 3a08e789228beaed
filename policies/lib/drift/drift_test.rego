package policies.lib.drift_test

import data.policies.lib.drift
import data.policies.lib.sample_test as sample

_catalogue := {
	"a/one": {"severity": "low", "resources": ["pinecone_index"], "reads": ["/tags", "aws_vpc:/a/b"]},
	"a/two": {"severity": "critical", "resources": ["pinecone_index", "aws_vpc"], "reads": ["/tags/owner", "/x:/y"]},
}

test_severity if {
	found := {[kind, pointer]: severity |
		some kind in ["pinecone_index", "aws_vpc"]
		some pointer in ["/tags", "/tags/owner", "/tags/team", "/tagsy", "/a", "/a/b/c", "/a/c", "/x:/y/z"]
		severity := drift.severity(kind, pointer) with data.catalogue as _catalogue
	}
	found == {
		["pinecone_index", "/tags"]: "critical",
		["pinecone_index", "/tags/owner"]: "critical",
		["pinecone_index", "/tags/team"]: "low",
		["pinecone_index", "/x:/y/z"]: "critical",
		["aws_vpc", "/tags"]: "critical",
		["aws_vpc", "/tags/owner"]: "critical",
		["aws_vpc", "/a"]: "low",
		["aws_vpc", "/a/b/c"]: "low",
		["aws_vpc", "/x:/y/z"]: "critical",
	}
}

# The severities follow from what the rules say that they read.
test_severity_of_shipped_rules if {
	drift.severity("pinecone_index", "/deletion_protection") == "high"
	drift.severity("aws_iam_role", "/assume_role_policy/Statement/0") == "critical"
	drift.severity("aws_kms_key", "/enable_key_rotation") == "medium"
	drift.severity("pinecone_index", "/tags/owner") == "low"
	drift.severity("aws_security_group", "/ingress/0/cidr_blocks") == "high"
	not drift.severity("aws_kms_key", "/description")
}

test_each if {
	drifting := object.union(sample.whole("a", {}), {"drift": {"compared": true}})
	case := {"resources": {"pinecone_index": [drifting, sample.whole("b", {})], "aws_vpc": []}}
	drift.each == [["pinecone_index", drifting]] with input as case
}

test_called if {
	drift.called("aws_iam_role", {"name": "reader"}) == `role "reader"`
	drift.called("pinecone_backup", {"name": "b"}) == `pinecone_backup "b"`
}

test_text if {
	drift.text({"value": ["a", 1]}) == `["a",1]`
	drift.text({"value": false}) == "false"
	drift.text({"source": "terraform ."}) == "nothing"
	long := drift.text({"value": concat("", ["x" | some _ in numbers.range(1, 999)])})
	count(long) == 163
	endswith(long, "xxx...")
}
