package policies.lib.provider_test

import data.policies.lib.provider
import data.policies.lib.sample_test as sample

test_version if {
	every values, want in {
		{"locked_providers": {"registry.terraform.io/pinecone-io/pinecone": "4.0.0"}, "required_providers": _required}: [
			"/locked_providers/registry.terraform.io~1pinecone-io~1pinecone", "4.0.0",
		],
		{"required_providers": _required}: ["/required_providers/vectors/version", "~> 4.0"],
		{"locked_providers": {"registry.terraform.io/hashicorp/aws": "6.0.0"}, "required_providers": _required}: [
			"/required_providers/vectors/version", "~> 4.0",
		],
		{"required_providers": {"pinecone": {"version": ">= 3"}}}: ["/required_providers/pinecone/version", ">= 3"],
	} {
		provider.version(sample.whole("root", values)) == want
	}
}

test_no_version if {
	not provider.version(sample.whole("root", {}))
	not provider.version(sample.whole("root", {"required_providers": {"vectors": {"source": "pinecone-io/pinecone"}}}))
	not provider.version(sample.whole("root", {"required_providers": {"x": {"source": "acme/pinecone", "version": "1"}}}))
	not provider.version(sample.hidden(sample.whole("root", {"required_providers": _required}), ["/locked_providers"]))
}

test_lacking if {
	every values, want in {
		{"locked_providers": {_address: "0.8.4"}, "required_providers": {"pinecone": {"version": ">= 0.7"}}}: {"0.8.4"},
		{"required_providers": {"pinecone": {"version": "~> 0.7"}}}: {"~> 0.7"},
		{"required_providers": {"pinecone": {"version": ">= 0.7, < 1.0.0"}}}: {">= 0.7, < 1.0.0"},
		{"required_providers": {"pinecone": {"version": ">= 0.7"}}}: set(),
		{"required_providers": {"pinecone": {"version": "1.0.0"}}}: set(),
		{"locked_providers": {_address: "1.0.0"}}: set(),
		{"required_providers": {"pinecone": {"version": "newest"}}}: set(),
		{"required_providers": {"pinecone": {"source": "acme/pinecone", "version": "0.1"}}}: set(),
		{}: set(),
	} {
		found := provider.lacking(sample.linked(sample.whole("index", {}), {"root": ["root"]}), "tags") with input as {
			"resources": {"pinecone_index": []},
			"linked": {"root": sample.whole("root", values)},
		}
		{clause | some [_, _, clause] in found} == {clause |
			some allowed in want
			clause := $`upgrade its provider from "{allowed}", which lacks the attribute, to 1.0.0 or later`
		}
	}
}

test_lacking_nothing_without_root if {
	provider.lacking(sample.whole("index", {}), "tags") == [] with input as {"resources": {}}
}

_address := "registry.terraform.io/pinecone-io/pinecone"

test_exposed if {
	all_set := {"mode": "Dedicated", "node_type": "b1", "replicas": 1, "shards": 1}
	found := {[index.id, object.get(fault, "before", "")] | some [index, fault] in provider.exposed} with input as {
		"resources": {"pinecone_index": [
			_index("left-out", {"deployment": "serverless", "read_capacity": object.remove(all_set, ["shards"])}),
			_index("all-set", {"deployment": "byoc", "read_capacity": all_set}),
			_index("on-demand", {"deployment": "serverless"}),
			_index("byoc", {"deployment": "byoc"}),
			sample.hidden(
				_index("unknown", {"read_capacity": object.remove(all_set, ["shards"])}),
				["/read_capacity/shards"],
			),
			sample.shown(sample.whole("live", {"deployment": "byoc"})),
		]},
	}
	found == {["left-out", "5.0.0"], ["byoc", ""]}
}

test_what_is_written_counts if {
	both := object.union(_index("index", {"read_capacity": {"mode": "Dedicated", "replicas": 0}}), {"observations": [
		{"source": "terraform infra", "address": "pinecone_index.index", "values": {"deployment": "serverless"}},
		{"source": "pinecone project search", "address": "/indexes/index", "values": {}},
	]})
	provider.exposed == set() with input as {"resources": {"pinecone_index": [both]}}
}

_required := {"vectors": {"source": "pinecone-io/pinecone", "version": "~> 4.0"}}

_index(id, values) := object.union(sample.whole(id, values), {"observations": [
	{"source": "terraform infra", "address": $"pinecone_index.{id}"},
]})

test_perhaps_exposed if {
	all_set := {"mode": "Dedicated", "node_type": "b1", "replicas": 1, "shards": 1}
	indexes := [
		sample.written(_index("capacity", {"deployment": "serverless"}), ["/read_capacity"]),
		sample.written(
			_index("shards", {"deployment": "serverless", "read_capacity": object.remove(all_set, ["shards"])}),
			["/read_capacity/shards"],
		),
		sample.written(_index("deployment", {}), ["/deployment"]),
		sample.written(_index("mode", {"deployment": "byoc"}), ["/read_capacity/mode"]),
		sample.written(_index("dedicated", {"read_capacity": all_set}), ["/deployment"]),
		sample.written(
			_index("on-demand", {"deployment": "serverless", "read_capacity": {"mode": "OnDemand"}}),
			["/read_capacity/replicas"],
		),
		sample.hidden(_index("computed", {"deployment": "serverless"}), ["/read_capacity"]),
		sample.written(sample.whole("planned", {}), ["/deployment"]),
	]
	perhaps := provider.perhaps_exposed with input as {"resources": {"pinecone_index": indexes}}
	found := {[index.id, object.get(fault, "before", "")] | some [index, fault] in perhaps}
	found == {["capacity", "5.0.0"], ["shards", "5.0.0"], ["deployment", ""], ["mode", "5.0.0"], ["mode", ""]}
}
