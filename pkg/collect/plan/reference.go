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
	for _, argument := range one.arguments {
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

type walk struct {
	found []string
	seen  map[string]bool
}

func (w *walk) follow(f *frame, reference string, each []string, depth int) {
	first, rest := cutStep(reference)
	name, after := cutStep(rest)
	kind := withoutKey(first)
	switch kind {
	case "var", "module", "each", "data":
		if w.again(f.prefix+reference, depth) {
			return
		}
	}
	switch kind {
	case "var":
		w.variable(f, withoutKey(name), after, depth)
	case "module":
		w.output(f, name, after, depth)
	case "each":
		for _, reference := range each {
			w.follow(f, reference, nil, depth+1)
		}
	case "data":
		w.find(f, reference)
		w.document(f, name, after, depth)
	default:
		if leads(kind) {
			w.find(f, reference)
		}
	}
}

// again says whether a reference that leads on was followed before, or is too far.
func (w *walk) again(key string, depth int) bool {
	if w.seen[key] || depth > mostSteps || len(w.found) >= mostReferences {
		return true
	}
	if w.seen == nil {
		w.seen = map[string]bool{}
	}
	w.seen[key] = true
	return false
}

func (w *walk) find(f *frame, reference string) {
	if len(w.found) < mostReferences {
		w.found = append(w.found, f.prefix+reference)
	}
}

// variable goes on in the caller. Of an object that is passed as a whole, the attribute
// that is read in the module is the reference's.
func (w *walk) variable(f *frame, name, attribute string, depth int) {
	if f.call == nil {
		return
	}
	for _, reference := range f.call.arguments[name] {
		if attribute != "" && isWhole(reference) {
			reference += "." + attribute
		}
		w.follow(f.caller, reference, f.call.each, depth+1)
	}
}

// isWhole says whether a reference is a resource without an attribute.
func isWhole(reference string) bool {
	first, rest := cutStep(reference)
	_, attribute := cutStep(rest)
	switch withoutKey(first) {
	case "var", "module", "each", "local", "data":
		return false
	default:
		return rest != "" && attribute == ""
	}
}

func (w *walk) output(f *frame, step, path string, depth int) {
	name, _ := cutStep(path)
	child := f.child(step)
	if child == nil || name == "" {
		return
	}
	for _, reference := range child.module.outputs[withoutKey(name)] {
		w.follow(child, reference, nil, depth+1)
	}
}

// document goes on into the statements of a policy document.
func (w *walk) document(f *frame, kind, path string, depth int) {
	name, _ := cutStep(path)
	one := f.module.resources["data."+kind+"."+withoutKey(name)]
	if kind != policyDocument || one == nil {
		return
	}
	for _, argument := range one.arguments {
		for _, reference := range argument.references {
			w.follow(f, reference, one.each, depth+1)
		}
	}
}
