package policies.lib.access_test

import data.policies.lib.access
import data.policies.lib.sample_test as sample

test_trusting if {
	found := access.trusting_ids with input as {"resources": {
		"aws_iam_role": [sample.role({}), sample.whole("unused", {})],
		"policy_document": [object.union(sample.whole("file", {}), {"purposes": ["cmek"], "access": {}})],
	}}
	found == {"role", "file"}
}

test_answers_by_who_asks if {
	pinecone := sample.pinecone("allowed", "own", {})
	also := object.union(pinecone, {"action": "sts:TagSession"})
	stranger := sample.other("stranger_role", "allowed", {})
	role := sample.role({"assume": [pinecone, also, stranger]})
	access.pinecone(role) == [pinecone]
	access.others(role) == [stranger]
	access.admitted(role) == {"us-east-1"}
}

test_index_regions if {
	regions := access.index_regions(_role) with input as _indexes([
		{"cloud": "aws", "region": "us-east-1"},
		{"cloud": "gcp", "region": "x"},
	])
	regions == {"us-east-1"}
	not access.index_regions(_role) with input as _indexes([{"cloud": "aws", "region": "us-east-1"}, {"cloud": "aws"}])
	not access.index_regions(_role) with input as _indexes([])
}

test_named_regions if {
	role := sample.role({
		"pinecone": {"named": [{"clause": "arn:aws:iam::1:role/pinecone_cmek_access_us-east-1"}]},
		"assume": [sample.pinecone("allowed", "own", {}), sample.pinecone("allowed", "own", {"region": "eu-west-1"})],
	})
	access.named_regions(role) == {"us-east-1"}
}

test_unfinished if {
	role := sample.role({"trust": [
		{"pointer": "/a/0", "principals": [{"text": "arn:aws:iam::XXXXXXXXXXXX:root"}]},
		{"pointer": "/a/1", "principals": [{"text": "*"}]},
	]})
	access.unfinished(role, "/a/0/Principal")
	not access.unfinished(role, "/a/1/Principal")
}

test_elsewhere if {
	role := sample.role({"pinecone": {"id": "1", "named": [
		{"id": "2", "clause": "arn:aws:iam::2:role/pinecone_cmek_access_us-east-1"},
		{"id": "1", "clause": "arn:aws:iam::1:role/pinecone_cmek_access_eu-west-1"},
	]}})
	access.elsewhere(role, "us-east-1")
	not access.elsewhere(role, "eu-west-1")
}

test_asked if {
	condition := {"key": "STS:externalid"}
	role := sample.role({"trust": [
		{"effect": "Allow", "conditions": [condition, {"key": "aws:SourceIp"}]},
		{"effect": "Deny", "conditions": [condition]},
	]})
	access.asked(role) == [condition]
}

test_hidden if {
	pointers := ["", "/Statement", "/Statement/0", "/Statement/0/Principal"]
	answer := {"depends_on": [sample.trusted(pointer, "x") | some pointer in pointers]}
	found := access.hidden(sample.role({"assume": [sample.pinecone("unknown", "none", answer)]}))
	{pointer | some [pointer, _] in found} == {
		"/assume_role_policy",
		"/assume_role_policy/Statement",
		"/assume_role_policy/Statement/0",
	}
}

test_words if {
	access.depends(sample.open) == ["/assume_role_policy/Statement/0/Condition", "var.x is not known"]
	who := access.witness(sample.other("named", "allowed", {}))
	who == "arn:aws:iam::666666666666:role/stranger can assume it without an external id"
	access.called(sample.role({})) == `the trust policy of "role"`
	access.called(sample.whole("a.json", {"document": {"Statement": []}})) == `the trust policy in "a.json"`
	access.assumption(sample.role({})) == ""
}

_role := sample.linked(sample.role({}), {"projects": ["project"]})

_indexes(each) := {"resources": {
	"pinecone_project": [sample.linked(sample.whole("project", {}), {"indexes": [$"index{i}" | some i, _ in each]})],
	"pinecone_index": [sample.whole($"index{i}", values) | some i, values in each],
}}
