package terraform

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// argument is an argument that something was referred to in, and where it is told.
type argument struct {
	collect.Flow

	node *node
	at   span
	// setting gives another argument of the same resource, nil where it has none.
	setting func(name string) *node
}

// observeSinks finds what the secrets of Pinecone's credentials flow into. Only in a root
// module that makes a credential, or reads one from another, is anybody asked.
func (e *evaluated) observeSinks(ctx context.Context, main *module) {
	var credentials []*snapshot.Observation
	for _, observation := range e.unit {
		if collect.IsCredential(observation.Type) {
			credentials = append(credentials, observation)
		}
	}
	seeds := collect.Credentials()
	if read := e.credentialsElsewhere(main); len(read) > 0 {
		credentials, seeds = append(credentials, read...), append(seeds, remoteState, workspaceOutputs)
		seeds = append(seeds, main.handedNames()...)
	}
	if len(credentials) == 0 {
		return
	}
	tainted := newTaint(main, true, nil, seeds...)
	arguments := main.outputArguments(tainted, e.arguments(ctx, main, tainted))
	arguments = slices.DeleteFunc(arguments, func(one argument) bool { return len(one.References) == 0 })
	sortArguments(arguments)
	flows := make([]collect.Flow, len(arguments))
	for i, one := range arguments {
		flows[i] = one.Flow
	}
	var last *snapshot.Observation
	reached := collect.Reach(slices.All(flows), credentials)
	for _, i := range slices.Sorted(maps.Keys(reached)) {
		if last != nil && last.Address == flows[i].Address() { // another instance of the same block
			last.References["/value"] = union(last.References["/value"], reached[i].Secrets)
			continue
		}
		last = e.sink(&arguments[i], reached[i])
		collect.Finish(e.options.Types, last)
		e.unit = append(e.unit, last)
	}
}

// credentialsElsewhere are those of other root modules whose state hands them on, each with no
// more than its type and its address there.
func (e *evaluated) credentialsElsewhere(main *module) []*snapshot.Observation {
	if !e.loader.readsStates(e.planned) {
		return nil
	}
	var found []*snapshot.Observation
	main.eachRead(func(from *outputs) {
		for _, b := range from.module.folder.outputs {
			for _, reference := range from.named(from.module.output(b.label(0)).references()) {
				if kind, address := credentialIn(reference); kind != "" {
					found = append(found, &snapshot.Observation{Type: kind, Address: address})
				}
			}
		}
	})
	return found
}

// credentialIn is the credential that a reference leads to: its type and its address.
func credentialIn(reference string) (kind, address string) {
	source, rest := snapshot.Referred("", collect.Keyless(reference))
	parts := strings.Split(rest, ".")
	at := slices.IndexFunc(parts, collect.IsCredential)
	if at < 0 || at+1 == len(parts) || at > 0 && parts[at-1] == "data" {
		return "", ""
	}
	return parts[at], snapshot.Reference(source, strings.Join(parts[:at+2], "."))
}

func sortArguments(arguments []argument) {
	slices.SortStableFunc(arguments, func(a, b argument) int {
		return cmp.Or(strings.Compare(a.Resource, b.Resource), strings.Compare(a.Argument, b.Argument))
	})
}

func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// sink is located where the secret stands in the argument, so far as that is written there.
func (e *evaluated) sink(from *argument, reached collect.Reached) *snapshot.Observation {
	o := from.Sink(e.source, reached.Secrets)
	comes := func(reference string) bool { return slices.Contains(reached.By, reference) }
	wanted := func(n *node) bool { return slices.ContainsFunc(n.references(), comes) }
	from.settle(o, narrow(from.node, from.at, wanted))
	return o
}

// settle gives the observation of a sink its place, and what else the resource says of it.
func (from *argument) settle(o *snapshot.Observation, at span) {
	o.Locations = snapshot.Locations{{Position: snapshot.Position{Location: *at.location()}}}
	for _, name := range []string{"sensitive", "type"} {
		n := from.setting(name)
		if n == nil || n.isNull() {
			continue
		}
		if plain, ok := text(n.force()); ok {
			o.Values[name] = plain
			continue
		}
		(&emitter{observation: o}).unknown(snapshot.Child("", name), n.orUnknown(), cty.NilVal)
	}
}

// narrow is the smallest part of an expression that has what is wanted in it.
func narrow(n *node, at span, wanted func(*node) bool) span {
	for n.to == nil {
		if n.document != nil {
			n = n.document
			continue
		}
		found := slices.IndexFunc(n.entries, func(e entry) bool { return wanted(e.node) })
		if found < 0 {
			break
		}
		at = n.entries[found].place(at)
		n = n.entries[found].node
	}
	return at
}

// arguments are those of all resources of a module, and of the modules that it calls, that
// may have a secret in them. Mistakes in what nobody judges are not looked for.
func (e *evaluated) arguments(ctx context.Context, main *module, tainted *taint) []argument {
	kept := e.problems
	defer func() { e.problems = kept }()
	e.problems = problems{}
	return e.within(ctx, main, tainted, nil)
}

func (e *evaluated) within(ctx context.Context, m *module, tainted *taint, found []argument) []argument {
	if ctx.Err() != nil {
		return found
	}
	for _, b := range m.folder.resources {
		if strings.HasPrefix(b.label(0), "pinecone_") || !tainted.body(m.folder, &b.body) {
			continue
		}
		if made := m.resource(b); made != nil {
			for _, i := range made.instances {
				found = i.arguments(found)
			}
		}
	}
	for instance := range m.entered() {
		if instance.module != nil {
			found = e.within(ctx, instance.module, tainted, found)
		} else if tainted.body(m.folder, &instance.of.block.body) {
			found = instance.arguments(found)
		}
	}
	return found
}

func (i *instance) arguments(found []argument) []argument {
	b := i.resource.block
	names := map[string]span{}
	for _, item := range b.body.attributes {
		names[item.name] = item.at
	}
	for _, inner := range b.body.blocks {
		if _, known := names[inner.produces()]; !known {
			names[inner.produces()] = inner.header
		}
	}
	for name, at := range names {
		if isMeta(name) || name == "lifecycle" {
			continue
		}
		if n := i.attribute(name); n != nil {
			flow := collect.Flow{Type: b.label(0), Resource: i.resource.module.keylessPrefix() + address(b), Argument: name}
			found = append(found, referring(argument{Flow: flow, node: n, at: at, setting: i.attribute}))
		}
	}
	return found
}

// arguments are what is handed to a module that was not read.
func (c *callInstance) arguments(found []argument) []argument {
	for _, item := range c.of.block.body.attributes {
		switch item.name {
		case "source", "version", "providers":
			continue
		}
		if isMeta(item.name) {
			continue
		}
		flow := collect.Flow{
			Type: "module", Argument: item.name,
			Resource: c.of.caller.keylessPrefix() + "module." + c.of.block.label(0),
		}
		none := func(string) *node { return nil }
		passed := c.scope(item.at.file).attribute(item)
		found = append(found, referring(argument{Flow: flow, node: passed, at: item.at, setting: none}))
	}
	return found
}

// outputArguments are the values of a root module's outputs.
func (m *module) outputArguments(tainted *taint, found []argument) []argument {
	for _, b := range m.folder.outputs {
		item := b.body.attribute("value")
		if item == nil || !tainted.attribute(m.folder, item) {
			continue
		}
		setting := func(name string) *node {
			if name == "type" { // of an output it is a constraint
				return nil
			}
			if own := b.body.attribute(name); own != nil {
				return m.scope(own.at.file).attribute(own)
			}
			return known(cty.False)
		}
		flow := collect.Flow{Type: "output", Resource: "output." + b.label(0), Argument: "value"}
		value := m.scope(item.at.file).attribute(item)
		found = append(found, referring(argument{Flow: flow, node: value, at: item.at, setting: setting}))
	}
	return found
}

func referring(one argument) argument {
	one.References = one.node.references()
	return one
}

// keylessPrefix is what the address of everything in the module begins with, without the
// keys of its instances.
func (m *module) keylessPrefix() string {
	if m.key == "" {
		return ""
	}
	return "module." + strings.ReplaceAll(m.key, ".", ".module.") + "."
}
