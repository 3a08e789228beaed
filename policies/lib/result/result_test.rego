package policies.lib.result_test

import data.policies.lib.result
import data.policies.lib.sample_test as sample

test_at if {
	result.at(sample.whole("a", {}), "/name", "no") == {
		"resource": "a",
		"environment": "",
		"pointer": "/name",
		"message": "no",
	}
	result.at(object.union(sample.whole("a", {}), {"environment": "test"}), "", "no").environment == "test"
}

test_severe if {
	found := result.at(sample.whole("a", {}), "/x", "wrong")
	result.severe(found, "critical") == object.union(found, {"severity": "critical"})
}

test_shown if {
	found := result.at(sample.whole("a", {}), "/x", "wrong")
	values := [{"source": "terraform .", "address": "a.b", "pointer": "/x", "value": 1}]
	result.shown(found, values) == object.union(found, {"shown": values})
}

test_absent if result.absent(sample.whole("a", {}), "", ["aws_vpc"], "no").absent == ["aws_vpc"]

test_undecided if result.undecided(sample.whole("a", {}), "", "who knows").undecided

test_beside_adds_up if {
	one := result.beside(result.at(sample.whole("a", {}), "", "no"), sample.whole("b", {}), "/x", "first")
	two := result.beside(one, sample.whole("c", {}), "/y", "second")
	two.related == [
		{"resource": "b", "pointer": "/x", "message": "first"},
		{"resource": "c", "pointer": "/y", "message": "second"},
	]
}

test_elsewhere if {
	finding := result.elsewhere(result.at(sample.whole("a", {}), "", "wrong"), sample.whole("b", {}), "/x")
	finding.resource == "a"
	finding.place == {"resource": "b", "pointer": "/x"}
}

test_patched if {
	found := result.at(sample.whole("a", {}), "/x", "wrong")
	result.patched(found, [result.set("/x", true)]) == object.union(
		found,
		{"patch": [{"op": "set", "path": "/x", "value": true}]},
	)
}

test_chained_keeps_the_links_in_order if {
	role := {"id": "r"}
	finding := result.chained(result.at(role, "/p", "broken"), [
		result.outside("Pinecone's role", "asks", "holds"),
		result.link("trust policy", role, "/p", "refuses", "broken"),
	])
	finding.message == "broken"
	finding.chain == [
		{"title": "Pinecone's role", "message": "asks", "state": "holds"},
		{"title": "trust policy", "message": "refuses", "state": "broken", "resource": "r", "pointer": "/p"},
	]
}

test_policy_stands_where_the_part_does if {
	role := sample.whole("r", {})
	own := result.policy(role, {"resource": "r", "pointer": "/p"}, "wrong")
	own == result.at(role, "/p", "wrong")
	others := result.policy(role, {"resource": "k", "pointer": "/p"}, "wrong")
	others.resource == "r"
	others.place == {"resource": "k", "pointer": "/p"}
}

test_open_stands_where_the_part_does if {
	role := sample.whole("r", {})
	own := result.open(role, {"resource": "r", "pointer": "/p"}, "unknown")
	own == result.undecided(role, "/p", "unknown")
	others := result.open(role, {"resource": "k", "pointer": "/p"}, "unknown")
	others.undecided
	others.place == {"resource": "k", "pointer": "/p"}
}
