package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// flow is an argument of the configuration, the constants beside it, and where its block is.
type flow struct {
	collect.Flow

	settings map[string]string
	place    snapshot.Location
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
	found := root.outputFlows(root.flows(nil), c.name)
	flows := make([]collect.Flow, len(found))
	for i, one := range found {
		flows[i] = one.Flow
	}
	var sinks []*snapshot.Observation
	for i, reached := range collect.Reach(flows, credentials) {
		if len(reached.Secrets) == 0 {
			continue
		}
		o := found[i].Sink(c.source.ID, reached.Secrets)
		o.Locations = snapshot.Locations{{Position: snapshot.Position{Location: found[i].place}}}
		for name, constant := range found[i].settings {
			if o.Values[name] = constant; constant == "" {
				withhold(o, name, "an expression makes it, which the plan does not show")
			}
		}
		if !slices.ContainsFunc(reached.Secrets, namesSecret) {
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

// flows are all arguments of a module, and of those that it calls.
func (f *frame) flows(found []flow) []flow {
	for _, address := range slices.Sorted(maps.Keys(f.module.resources)) {
		one := f.module.resources[address]
		references := map[string][]string{}
		for _, argument := range one.flows {
			top := snapshot.Tokens(argument.pointer)[0]
			references[top] = append(references[top], f.resolve(argument.references, one.each)...)
		}
		kind, _, _ := strings.Cut(strings.TrimPrefix(address, "data."), ".")
		for _, name := range slices.Sorted(maps.Keys(references)) {
			found = append(found, flow{
				collect.Flow{Type: kind, Resource: f.prefix + address, Argument: name, References: references[name]},
				one.settings, one.place,
			})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.module.calls)) {
		if child := f.child(name); child != nil {
			found = child.flows(found)
		}
	}
	return found
}

// outputFlows are the values of the root module's outputs.
func (f *frame) outputFlows(found []flow, file string) []flow {
	for _, name := range slices.Sorted(maps.Keys(f.module.outputs)) {
		settings := map[string]string{"sensitive": "false"}
		if f.module.sensitive[name] {
			settings["sensitive"] = "true"
		}
		found = append(found, flow{collect.Flow{
			Type: "output", Resource: "output." + name, Argument: "value",
			References: f.resolve(f.module.outputs[name], nil),
		}, settings, snapshot.Location{File: file}})
	}
	return found
}
