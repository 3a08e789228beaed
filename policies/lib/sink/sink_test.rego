package policies.lib.sink_test

import data.policies.lib.sample_test as sample
import data.policies.lib.sink

_facts := {"any": {
	"plain": {"box": ["label", "value"]},
	"kept": {"box": {"type": ["closed"]}},
	"safe": {"box": ["lining"]},
	"stores": ["vault"],
	"passes": ["hand"],
}}

test_shows if {
	sink.shows(_place("box", "value", {})) with data.facts.sinks as _facts
	sink.shows(_place("box", "label", {"type": "open"})) with data.facts.sinks as _facts
	not sink.shows(_place("box", "value", {"type": "closed"})) with data.facts.sinks as _facts
	not sink.shows(_place("box", "lining", {})) with data.facts.sinks as _facts
	not sink.shows(_place("vault", "value", {})) with data.facts.sinks as _facts
}

test_flow_without_a_credential if {
	place := _place("box", "value", {"variable": "PINECONE_API_KEY", "resource": "app"})
	sink.flow(place) == `the value of "PINECONE_API_KEY" comes by "value" of "app"`
}

test_remedy if {
	remedy := {argument: sink.remedy(_place("box", argument, {})) | some argument in ["label", "value"]}
		with data.facts.sinks as _facts
	remedy == {
		"label": "keep it in a secret store, and read it from there",
		"value": `set type to "closed", or keep it in a secret store`,
	}
}

test_depends if {
	place := sample.hidden(_place("box", "value", {}), ["/type"])
	sink.depends(place) with data.facts.sinks as _facts
	not sink.shows(place) with data.facts.sinks as _facts
	not sink.depends(_place("box", "value", {})) with data.facts.sinks as _facts
}

test_known_kind if {
	every type, argument in {"box": "value", "vault": "any", "hand": "any"} {
		sink.known_kind(_place(type, argument, {})) with data.facts.sinks as _facts
	}
	sink.known_kind(_place("box", "lining", {})) with data.facts.sinks as _facts
	not sink.known_kind(_place("box", "lid", {})) with data.facts.sinks as _facts
	not sink.known_kind(_place("chest", "value", {})) with data.facts.sinks as _facts
}

test_flow if {
	place := sample.linked(_place("box", "value", {}), {"credentials": ["b", "a"]})
	case := {"resources": {}, "linked": {"a": sample.whole("a", {}), "b": sample.whole("b", {})}}
	sink.flow(place) == `the value of "a", "b" flows into "value" of "box.x"` with input as case
}

_place(type, argument, values) := sample.whole("place", object.union(
	{"resource_type": type, "resource": $"{type}.x", "argument": argument},
	values,
))
