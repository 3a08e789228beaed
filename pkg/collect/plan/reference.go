package plan

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Bounds on how far references are followed, which only a crafted file reaches.
const (
	mostSteps      = 100
	mostReferences = 1000
)

// frame is one instance of a module: where expressions are resolved.
type frame struct {
	// prefix is the instance's address and a dot; empty for the root module.
	prefix string
	module *module
	// call made the instance, in caller; nil for the root module.
	call   *call
	caller *frame
}

// references are all addresses that a resource is made from.
func (c *collector) references(i int) []string {
	var found []string
	if !c.drafts[i].data {
		c.eachReference(c.sketches[i].Type, c.sketches[i].Address, func(_ string, addresses []string) {
			found = append(found, addresses...)
		})
	}
	return found
}

// refer adds to an observation the addresses that each of its attributes is made from.
func (c *collector) refer(o *snapshot.Observation) {
	c.eachReference(o.Type, o.Address, func(pointer string, addresses []string) {
		setReferences(o, pointer, addresses)
	})
}

func (c *collector) eachReference(kind, address string, found func(pointer string, addresses []string)) {
	if c.root == nil {
		return
	}
	at, address := c.enter(address)
	if at == nil {
		return
	}
	one := at.module.resources[withoutKey(address)]
	if one == nil {
		return
	}
	for _, argument := range one.arguments[:one.held] {
		found(argument.pointer, at.resolve(argument.references, one.each))
	}
	if strings.HasPrefix(kind, "pinecone_") {
		found("/provider_api_key", c.apiKeys(one.provider))
	}
}

func setReferences(o *snapshot.Observation, pointer string, addresses []string) {
	if len(addresses) == 0 {
		return
	}
	if o.References == nil {
		o.References = map[string][]string{}
	}
	o.References[pointer] = addresses
}

// apiKeys are the pinecone_api_key resources that a provider's key comes from.
func (c *collector) apiKeys(key string) []string {
	one := c.providers[key]
	if one == nil {
		return nil
	}
	at := &frame{module: c.root}
	if one.module != "" {
		at, _ = c.enter(one.module + ".x.x")
	}
	if at == nil {
		return nil
	}
	addresses := at.resolve(one.apiKey, nil)
	return slices.DeleteFunc(addresses, func(address string) bool {
		return !strings.Contains(address, "pinecone_api_key.")
	})
}

// enter finds the module instance of a resource's address, and the address in it.
func (c *collector) enter(address string) (*frame, string) {
	at := &frame{module: c.root}
	for {
		rest, ok := strings.CutPrefix(address, "module.")
		if !ok {
			return at, address
		}
		step, after := cutStep(rest)
		if at = at.child(step); at == nil {
			return nil, ""
		}
		address = after
	}
}

// child is the instance that a step names, such as search or search["eu"].
func (f *frame) child(step string) *frame {
	one := f.module.calls[withoutKey(step)]
	if one == nil {
		return nil
	}
	return &frame{prefix: f.prefix + "module." + step + ".", module: one.module, call: one, caller: f}
}

// cutStep cuts the first step off a path of names, each with an instance key or not.
func cutStep(path string) (step, rest string) {
	inKey, inText := false, false
	for i := 0; i < len(path); i++ {
		switch b := path[i]; {
		case inText && b == '\\':
			i++
		case b == '"' && inKey:
			inText = !inText
		case b == '[':
			inKey = true
		case b == ']' && !inText:
			inKey = false
		case b == '.' && !inKey:
			return path[:i], path[i+1:]
		}
	}
	return path, ""
}

// withoutKey drops the instance key of the last name: keys may hold any character, names
// no bracket.
func withoutKey(address string) string {
	name, _, _ := strings.Cut(address, "[")
	return name
}

// resolve follows references to the resources that they come from, sorted. What leads
// through a local value ends there: the file does not have them.
func (f *frame) resolve(references, each []string) []string {
	var w walk
	for _, reference := range references {
		w.follow(f, reference, each, 0)
	}
	slices.Sort(w.found)
	return slices.Compact(w.found)
}
