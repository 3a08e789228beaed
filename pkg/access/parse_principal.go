package access

import "slices"

// principalKinds are the kinds of principals that AWS knows.
func principalKinds() []string { return []string{"AWS", "Service", "Federated", "CanonicalUser"} }

func (p *parser) principals(to *principals, not bool, n *node) *Pointer {
	if to.given {
		return p.problem(n.pointer, "Principal and NotPrincipal exclude each other")
	}
	*to = principals{pointer: n.pointer, given: true, not: not}
	if n.unknown != nil {
		to.doubt = p.doubt(n)
		return nil
	}
	if text, ok := n.value.(string); ok && text == "*" {
		to.entries = []entry{{pointer: n.pointer, kind: "*", principal: principal{kind: everyone, text: "*"}}}
		return nil
	}
	if !n.isMap() {
		to.doubt = p.problem(n.pointer, `a principal is "*" or an object such as {"AWS": …}, not %s`, describe(n.value))
		return nil
	}
	fields := n.fields()
	if len(fields) == 0 {
		return p.problem(n.pointer, "the principal is empty")
	}
	for i := range fields {
		p.kind(to, fields[i].key, &fields[i].node)
	}
	if len(to.entries) == 0 && to.doubt == nil {
		p.problem(fields[0].pointer, "the list is empty, and no other one names a principal")
	}
	return nil
}

// kind reads all principals of one kind. AWS takes an empty list of one kind beside another that
// is not empty, as modules write it that have a variable for each.
func (p *parser) kind(to *principals, kind string, n *node) {
	if known := principalKinds(); !slices.Contains(known, kind) {
		to.doubt = p.stranger(n, kind, known...)
		return
	}
	elements, _ := n.elements()
	to.entries = slices.Grow(to.entries, len(elements))
	for i := range elements {
		to.entries = append(to.entries, p.entry(kind, &elements[i]))
	}
}

func (p *parser) entry(kind string, n *node) entry {
	read := entry{pointer: n.pointer, kind: kind}
	text, doubt := p.text(n)
	if doubt != nil {
		unknown := Unknown{}
		if n.unknown != nil {
			unknown = *n.unknown
		}
		read.doubt = doubt
		read.principal = principal{text: unknown.Pattern, pattern: compileUnknown(unknown, style{wildcards: true})}
		return read
	}
	found, complaint := parsePrincipal(kind, text)
	read.principal = found
	if complaint != "" {
		p.problem(n.pointer, "%s: it matches nobody", complaint)
	}
	return read
}
