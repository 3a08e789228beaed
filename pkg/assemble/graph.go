package assemble

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// graph finds observations by what others call them.
type graph struct {
	byAddress map[string][]*snapshot.Observation // source, NUL, address
	byAny     map[string][]*snapshot.Observation // tool, NUL, address in any of its sources
	bySome    map[string][]*snapshot.Observation // address without keys, where one key is some instance's
	byValue   map[string][]*snapshot.Observation // type, NUL, identifier
}

func newGraph(observations []*snapshot.Observation) *graph {
	g := &graph{
		byAddress: make(map[string][]*snapshot.Observation, len(observations)),
		byAny:     map[string][]*snapshot.Observation{},
		bySome:    map[string][]*snapshot.Observation{},
		byValue:   map[string][]*snapshot.Observation{},
	}
	for _, observation := range observations {
		g.addAddress(observation)
		for _, name := range identifiers[observation.Type] {
			if value, ok := observation.Values[name].(string); ok && value != "" {
				g.addValue(observation, value)
			}
		}
		if observation.Type == "aws_vpc_endpoint" {
			for _, name := range dnsNames(observation) {
				g.addValue(observation, name)
			}
		}
	}
	return g
}

// dnsNames are what a record may name an endpoint by.
func dnsNames(endpoint *snapshot.Observation) []string {
	var names []string
	for i := range size(endpoint.Values["dns_entry"]) {
		for _, key := range []string{"dns_name", "hosted_zone_id"} {
			value, _ := snapshot.Lookup(endpoint.Values, snapshot.Child(snapshot.Element("/dns_entry", i), key))
			if name, ok := value.(string); ok && name != "" {
				names = append(names, name)
			}
		}
	}
	return names
}

func (g *graph) addValue(observation *snapshot.Observation, value string) {
	key := observation.Type + "\x00" + value
	g.byValue[key] = append(g.byValue[key], observation)
}

// addAddress indexes an observation by its address, by those that it had, and, for an
// instance of count or for_each, by the address without the key, as a reference may not say
// which.
func (g *graph) addAddress(observation *snapshot.Observation) {
	if strings.Contains(observation.Address, snapshot.SomeInstance) {
		key := withoutKeys(observation.Address)
		g.bySome[key] = append(g.bySome[key], observation)
	}
	addresses := append([]string{observation.Address}, observation.Formerly...)
	if base, ok := withoutKey(observation.Address); ok {
		addresses = append(addresses, base)
	}
	for _, address := range addresses {
		key := observation.Source + "\x00" + address
		g.byAddress[key] = append(g.byAddress[key], observation)
		for _, tool := range snapshot.Tools() {
			if tool == snapshot.Tool(observation.Source) || isPlan(observation.Source) {
				g.byAny[tool+"\x00"+address] = append(g.byAny[tool+"\x00"+address], observation)
			}
		}
	}
}

// targets are the observations that one refers to by a join, without doubles.
func (g *graph) targets(from *snapshot.Observation, by join) []*snapshot.Observation {
	var found []*snapshot.Observation
	seen := map[*snapshot.Observation]bool{}
	add := func(candidates []*snapshot.Observation) {
		for _, candidate := range candidates {
			if candidate.Type == by.to && candidate != from && !seen[candidate] {
				seen[candidate] = true
				found = append(found, candidate)
			}
		}
	}
	var pointers []string
	for pointer := range from.References {
		if snapshot.Within(pointer, by.pointer) {
			pointers = append(pointers, pointer)
		}
	}
	slices.Sort(pointers) // what is made of the targets has their order
	for _, pointer := range pointers {
		for _, reference := range from.References[pointer] {
			add(g.resolve(from.Source, reference))
		}
	}
	value, ok := snapshot.Lookup(from.Values, by.pointer)
	if !ok {
		return found
	}
	for _, name := range snapshot.Texts(value) {
		if tool, address, ok := snapshot.Named(name); ok {
			add(g.declared(tool, address))
			continue
		}
		add(g.named(by.to, name))
	}
	return found
}

// resolve finds what a reference such as "module.a.aws_kms_key.main[0].arn" is to: the
// longest address that it begins with, in the same source if it names no other.
func (g *graph) resolve(source, reference string) []*snapshot.Observation {
	source, reference = snapshot.Referred(source, reference)
	for at := reference; at != ""; at = shorten(at) {
		if found := g.byAddress[source+"\x00"+at]; len(found) > 0 {
			return found
		}
	}
	return nil
}

// declared finds what the manifest calls <tool>:<address>, or <tool>:<place>:<address> where
// several root modules, templates or programs have the address. An instance of what has some
// that nobody can tell is what stands for them.
func (g *graph) declared(tool, address string) []*snapshot.Observation {
	place, rest, ok := strings.Cut(address, ":")
	ok = ok && !strings.ContainsAny(place, `["`)
	found := g.byAny[tool+"\x00"+address]
	if ok {
		address, found = rest, g.byAddress[tool+" "+place+"\x00"+rest]
	}
	if len(found) > 0 || len(g.bySome) == 0 {
		return found
	}
	for _, some := range g.bySome[withoutKeys(address)] {
		_, fits := keysOf(some.Address, address)
		if fits && snapshot.Tool(some.Source) == tool && (!ok || some.Source == tool+" "+place) {
			found = append(found, some)
		}
	}
	return found
}

// shorten drops the last attribute or key of a reference.
func shorten(reference string) string {
	if base, ok := withoutKey(reference); ok {
		return base
	}
	quoted := false
	for i := len(reference) - 1; i > 0; i-- {
		switch reference[i] {
		case '"':
			quoted = !quoted
		case '.':
			if !quoted {
				return reference[:i]
			}
		}
	}
	return ""
}

// withoutKey drops the instance key at the end of an address.
func withoutKey(address string) (string, bool) {
	if !strings.HasSuffix(address, "]") {
		return "", false
	}
	at := strings.LastIndexByte(address, '[')
	if strings.HasSuffix(address, `"]`) {
		at = strings.LastIndex(address[:len(address)-2], `["`)
	}
	if at < 0 {
		return "", false
	}
	return address[:at], true
}

// isCode says whether a source is code that makes what it declares, or a plan of it.
func isCode(source string) bool { return snapshot.Tool(source) != "" || isPlan(source) }

func isPlan(source string) bool { return strings.HasPrefix(source, "plan ") }

// references are how the parts of a snapshot refer to each other, for package ask.
type references struct {
	graph *graph
	of    map[*snapshot.Observation]*snapshot.Resource
}

// Resolve is what a reference of a source leads to.
func (r references) Resolve(source, reference string) []*snapshot.Observation {
	return r.graph.resolve(source, reference)
}

// Resource is what was observed, nil where it was left out.
func (r references) Resource(observation *snapshot.Observation) *snapshot.Resource {
	return r.of[observation]
}

// Unsettled says why nobody knows whether one thing refers to another.
func (r references) Unsettled(from *snapshot.Observation, pointer string, to *snapshot.Observation) string {
	return r.graph.unsettled(from, pointer, to)
}
