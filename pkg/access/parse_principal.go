package access

import "slices"

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
		field, kind := &fields[i].node, fields[i].key
		if !slices.Contains([]string{"AWS", "Service", "Federated", "CanonicalUser"}, kind) {
			to.doubt = p.stranger(field, kind, "AWS", "Service", "Federated", "CanonicalUser")
			continue
		}
		elements, _ := field.elements()
		if len(elements) == 0 {
			p.problem(field.pointer, "the list is empty")
		}
		to.entries = slices.Grow(to.entries, len(elements))
		for i := range elements {
			to.entries = append(to.entries, p.entry(kind, &elements[i]))
		}
	}
	return nil
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
