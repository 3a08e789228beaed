package plan

// walk follows references from module to module.
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
	for _, argument := range one.arguments[:one.held] {
		for _, reference := range argument.references {
			w.follow(f, reference, one.each, depth+1)
		}
	}
}
