package policies.lib.known_test

import data.policies.lib.known
import data.policies.lib.sample_test as sample

test_set if {
	resource := sample.whole("index", {"name": "a", "pod": {"replicas": 0}, "odd/key~": false})
	known.value(resource, "/name") == "a"
	known.value(resource, "/pod/replicas") == 0
	known.value(resource, "/odd~1key~0") == false
	known.value_or(resource, "/name", "b") == "a"
	known.differs(resource, "/name", "b")
	not known.differs(resource, "/name", "a")
	not known.unset(resource, "/name")
	not known.unknown(resource, "/name")
}

test_unset if {
	resource := sample.whole("index", {})
	not known.value(resource, "/name")
	known.unset(resource, "/name")
	known.value_or(resource, "/name", "b") == "b"
	known.differs(resource, "/name", "b")
	not known.unknown(resource, "/name")
}

test_unknown if {
	every resource in [
		sample.partial("index", {}),
		sample.hidden(sample.whole("index", {}), ["/name"]),
		sample.hidden(sample.whole("index", {}), ["/name/part"]),
		object.union(sample.whole("index", {}), {"unread": {"/name": "pinecone:read"}}),
	] {
		known.unknown(resource, "/name")
		not known.unset(resource, "/name")
		not known.differs(resource, "/name", "b")
		not known.value_or(resource, "/name", "b")
	}
}

test_unknown_parent_hides_its_parts if {
	known.unknown(sample.hidden(sample.whole("index", {}), ["/tags"]), "/tags/owner")
	not known.unknown(sample.hidden(sample.whole("index", {}), ["/tagset"]), "/tags")
}

test_hidden if {
	known.hidden({"values": {}, "unknown": {"/a": {"reason": "x"}}}, "/a/b")
	known.hidden({"values": {}, "unread": {"/a/b": "x"}}, "/a")
	not known.hidden({"values": {}, "unknown": {"/a": {"reason": "x"}}}, "/b")
	not known.hidden({"values": {}}, "/a")
}

test_hidden_is_not_what_nobody_declares if {
	untold := {"reason": "no API of Pinecone shows it, and the manifest does not declare it"}
	every pointer in ["/sso", "/sso/enabled"] {
		not known.hidden({"values": {}, "unknown": {"/sso/enabled": untold}}, pointer)
		known.unknown({"values": {}, "unknown": {"/sso/enabled": untold}}, pointer)
		known.hidden({"values": {}, "unknown": {"/sso/enabled": untold, "/sso": {"reason": "not valid"}}}, pointer)
	}
}

test_size if {
	known.size(sample.whole("endpoint", {"subnet_ids": ["a", "b"]}), "/subnet_ids") == 2
	partly := sample.hidden(sample.whole("endpoint", {"subnet_ids": []}), ["/subnet_ids/0", "/subnet_ids/2"])
	known.size(partly, "/subnet_ids") == 3
	not known.size(sample.whole("endpoint", {}), "/subnet_ids")
	known.size_or(sample.whole("endpoint", {}), "/subnet_ids", 0) == 0
	known.size_or(partly, "/subnet_ids", 0) == 3
	not known.size_or(sample.partial("endpoint", {}), "/subnet_ids", 0)
	not known.size(sample.hidden(sample.whole("endpoint", {}), ["/subnet_ids"]), "/subnet_ids")
}

test_keys if {
	known.keys(sample.whole("index", {"tags": {"owner": "search"}}), "/tags") == {"owner"}
	known.keys(sample.whole("index", {}), "/tags") == set()
	known.keys(sample.hidden(sample.whole("index", {"tags": {"a": "b"}}), ["/tags/c~1d"]), "/tags") == {"a", "c/d"}
	known.keys(sample.partial("index", {"tags": {}}), "/tags") == set()
	not known.keys(sample.partial("index", {}), "/tags")
	not known.keys(sample.hidden(sample.whole("index", {}), ["/tags"]), "/tags")
}

test_declared if {
	known.declared({"observations": [{"source": "terraform ."}, {"source": "manifest pinelint.yaml"}]})
	not known.declared({"observations": [{"source": "terraform ."}]})
	not known.declared({})
}

test_anonymous if {
	unnamed := {"id": "a", "name": "a", "values": {}, "unknown": {"/name": {"reason": "known after apply"}}}
	named := {"id": "b", "name": "search", "values": {"name": "search"}}
	declared := {"id": "c", "name": "c", "values": {}, "observations": [{"source": "manifest pinelint.yaml"}]}
	known.anonymous(unnamed) with input as {"resources": {"pinecone_project": [unnamed, declared]}}
	not known.anonymous(unnamed) with input as {"resources": {"pinecone_project": [unnamed, named]}}
	not known.anonymous(named) with input as {"resources": {"pinecone_project": [named, declared]}}
	not known.anonymous(declared) with input as {"resources": {"pinecone_project": [unnamed, declared]}}
	mistaken := sample.hidden(declared, ["/name"])
	known.anonymous(named) with input as {"resources": {"pinecone_project": [named, mistaken]}}
	namesake := object.union(declared, {"values": {"name": "search"}})
	known.anonymous(named) with input as {"resources": {"pinecone_project": [named, namesake]}}
	not known.anonymous(namesake) with input as {"resources": {"pinecone_project": [named, namesake]}}
}

test_withheld if {
	asked := {"observations": [{"source": "pinecone organization users", "address": "o", "complete": false}]}
	whole := object.union(sample.whole("acme", {"usage": {"project_count": 1}}), asked)
	open := sample.hidden(whole, ["/usage/user_count", "/usage/project_count"])
	known.withheld(open, "/usage/user_count") == "known after apply"
	not known.withheld(open, "/usage/project_count")
	not known.withheld(open, "/plan")
	not known.withheld(sample.partial("acme", {}), "/plan")
	not known.withheld(sample.hidden(sample.whole("acme", {}), ["/plan"]), "/plan")

	refused := object.union(open, {"unread": {"/usage/user_count": "OrgOwner"}})
	known.withheld(refused, "/usage/user_count") == `the permission "OrgOwner" is missing`
}

test_written if {
	pointers := {"/read_capacity", "/read_capacity/replicas", "/name"}
	index := sample.written(sample.whole("index", {}), ["/read_capacity/replicas", "/read_capacity/shards"])
	known.written(index, pointers) == {"/read_capacity/replicas"}
	known.written(sample.hidden(sample.whole("index", {}), ["/read_capacity"]), pointers) == set()
	known.written(sample.whole("index", {}), pointers) == set()
}

test_untold if {
	index := object.union(sample.hidden(sample.whole("index", {}), ["/name"]), sample.refused("index", "/plan"))
	known.untold(index) == {"/name", "/plan"}
	known.untold(sample.whole("index", {})) == set()
}

test_perhaps if {
	known.perhaps(sample.whole("index", {"name": "docs"}), "/name")
	known.perhaps(sample.hidden(sample.whole("index", {}), ["/name"]), "/name")
	not known.perhaps(sample.partial("index", {}), "/name")
}
