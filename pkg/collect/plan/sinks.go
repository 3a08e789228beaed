package plan

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// flow is an argument of a block, with the parts of it that refer to something.
type flow struct {
	frame *frame
	block *block
	parts []argument
}

// sinks are the arguments that the secret of a credential flows into, as far as the
// configuration in the plan says: it has neither local values nor what a function makes.
func (c *collector) sinks() []*snapshot.Observation {
	if !c.secrets || c.root == nil {
		return nil
	}
	var credentials []*snapshot.Observation
	for i, one := range c.sketches {
		if collect.IsCredential(one.Type) && !c.drafts[i].data {
			credentials = append(credentials, &snapshot.Observation{Type: one.Type, Address: one.Address})
		}
	}
	root := &frame{module: c.root}
	reached := collect.Reach(root.resolved(), credentials)
	if len(reached) == 0 {
		return nil
	}
	var sinks []*snapshot.Observation
	for i, one := range root.flows() {
		secrets := reached[i].Secrets
		if len(secrets) == 0 {
			continue
		}
		o := one.named().Sink(c.source.ID, secrets)
		at := cmp.Or(one.block.place, snapshot.Location{File: c.name})
		o.Locations = snapshot.Locations{{Position: snapshot.Position{Location: at}}}
		for name, constant := range one.block.settings {
			if o.Values[name] = constant; constant == "" {
				withhold(o, name, "an expression makes it, which the plan does not show")
			}
		}
		if !slices.ContainsFunc(secrets, namesSecret) {
			withhold(o, "certain", "the plan shows only that some attribute of the credential is used")
		}
		collect.Finish(c.options.Types, o)
		sinks = append(sinks, o)
	}
	return sinks
}

// withhold makes an attribute unknown.
func withhold(o *snapshot.Observation, name, reason string) {
	delete(o.Values, name)
	if o.Unknown == nil {
		o.Unknown = map[string]snapshot.Unknown{}
	}
	o.Unknown[snapshot.Child("", name)] = snapshot.Unknown{Reason: reason}
}

// namesSecret says whether a reference is to the secret, and not to all of its resource.
func namesSecret(reference string) bool {
	return strings.HasSuffix(reference, ".key") || strings.HasSuffix(reference, ".client_secret")
}

// flows are all arguments of a module, those of the modules that it calls, and the outputs
// of the root module. A plan has very many, so they are made when they are asked for.
func (f *frame) flows() iter.Seq2[int, flow] {
	return func(yield func(int, flow) bool) {
		n := -1
		next := func(one flow) bool {
			n++
			return yield(n, one)
		}
		if !f.arguments(next) {
			return
		}
		for _, name := range slices.Sorted(maps.Keys(f.module.outputs)) {
			if !next(flow{f, f.module.output(name), []argument{{"/value", f.module.outputs[name]}}}) {
				return
			}
		}
	}
}

func (f *frame) arguments(yield func(flow) bool) bool {
	for _, one := range f.module.traced {
		for rest := one.arguments; len(rest) > 0; {
			name, n := snapshot.First(rest[0].pointer), 1
			for n < len(rest) && snapshot.First(rest[n].pointer) == name {
				n++
			}
			if !yield(flow{f, one, rest[:n]}) {
				return false
			}
			rest = rest[n:]
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.module.calls)) {
		if child := f.child(name); child != nil && !child.arguments(yield) {
			return false
		}
	}
	return true
}

// output is the block of an output, whose place in the source the plan does not have.
func (m *module) output(name string) *block {
	settings := map[string]string{"sensitive": strconv.FormatBool(m.sensitive[name])}
	return &block{address: "output." + name, settings: settings}
}

// resolved are the flows with the attributes that they are made from.
func (f *frame) resolved() iter.Seq2[int, collect.Flow] {
	return func(yield func(int, collect.Flow) bool) {
		var w walk
		for i, one := range f.flows() {
			w.found = w.found[:0]
			clear(w.seen)
			for _, part := range one.parts {
				for _, reference := range part.references {
					w.follow(one.frame, reference, one.block.each, 0)
				}
			}
			named := one.named()
			named.References = w.found
			if !yield(i, named) {
				return
			}
		}
	}
}

// named is the flow without what it is made from.
func (f *flow) named() collect.Flow {
	kind, _, _ := strings.Cut(strings.TrimPrefix(f.block.address, "data."), ".")
	return collect.Flow{
		Type: kind, Resource: f.frame.prefix + f.block.address, Argument: snapshot.First(f.parts[0].pointer),
	}
}
