package access

import (
	"slices"
	"strings"
)

func (p *parser) statement(s *statement, n *node) {
	s.doubts = slices.Clip(s.doubts) // shared with other statements
	if n.unknown != nil {
		s.effect = p.doubt(n)
		p.open(s)
		return
	}
	if !n.isMap() {
		s.effect = p.problem(n.pointer, "a statement is an object, not %s", describe(n.value))
		p.open(s)
		return
	}
	fields := n.fields()
	for i := range fields {
		p.element(s, fields[i].key, &fields[i].node)
	}
	if find(fields, "Effect") == nil {
		s.effect = p.problem(n.pointer, "the statement has no Effect")
		s.allow, s.deny = true, true
	}
	if !s.actions.given {
		s.doubts = append(s.doubts, p.problem(n.pointer, "the statement has neither Action nor NotAction"))
	}
}

// open makes a statement that may be any.
func (p *parser) open(s *statement) {
	s.allow, s.deny = true, true
	s.actions.doubt, s.resources.doubt, s.principals.doubt = s.effect, s.effect, s.effect
	s.doubts = append(s.doubts, s.effect)
}

func (p *parser) element(s *statement, key string, n *node) {
	var doubt *Pointer
	switch key {
	case "Sid":
		s.sid, _ = p.text(n)
	case "Effect":
		p.effect(s, n)
	case "Principal", "NotPrincipal":
		doubt = p.principals(&s.principals, key == "NotPrincipal", n)
	case "Action", "NotAction":
		doubt = p.list(&s.actions, key == "NotAction", n, p.action)
	case "Resource":
		read := p.resource
		if s.allow && !s.deny { // Effect comes before it
			read = p.allowed
		}
		doubt = p.list(&s.resources, false, n, read)
	case "NotResource":
		doubt = p.list(&s.resources, true, n, p.resource)
	case "Condition":
		doubt = p.conditions(s, n)
	default:
		doubt = p.stranger(n, key, "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction",
			"Resource", "NotResource", "Condition")
	}
	if doubt != nil {
		s.doubts = append(s.doubts, doubt)
	}
}

func (p *parser) effect(s *statement, n *node) {
	text, doubt := p.text(n)
	if doubt == nil && text != "Allow" && text != "Deny" {
		doubt = p.problem(n.pointer, `Effect is %q; it must be "Allow" or "Deny"`, text)
	}
	s.effect = doubt
	s.allow = doubt != nil || text == "Allow"
	s.deny = doubt != nil || text == "Deny"
}

// list reads a string or a list of them. What it returns leaves the statement in doubt.
func (p *parser) list(l *list, not bool, n *node, read func(*node) item) *Pointer {
	if l.given {
		return p.problem(n.pointer, "an element and its opposite exclude each other")
	}
	*l = list{pointer: n.pointer, given: true, not: not}
	if n.unknown != nil && n.unknown.Pattern == "" {
		l.doubt = p.doubt(n)
		return nil
	}
	elements, _ := n.elements()
	if len(elements) == 0 {
		return p.problem(n.pointer, "the list is empty")
	}
	l.items = make([]item, 0, len(elements))
	for i := range elements {
		l.items = append(l.items, read(&elements[i]))
	}
	return nil
}

func (p *parser) action(n *node) item {
	read := p.item(n, style{wildcards: true, fold: true}, variables{})
	if text := read.pattern.text; read.doubt == nil && text != "*" && !strings.Contains(text, ":") {
		return p.broken(n, "action %q has no service: it is written \"service:Action\"", text)
	}
	return read
}

func (p *parser) resource(n *node) item {
	read := p.item(n, style{wildcards: true}, p.variables)
	if text := read.pattern.text; read.doubt == nil && !read.pattern.wild() && !strings.HasPrefix(text, "arn:") {
		return p.broken(n, "resource %q is no ARN", text)
	}
	return read
}

// allowed is a resource that something is allowed on. What is no ARN is none that a request has.
func (p *parser) allowed(n *node) item {
	read := p.resource(n)
	if text := read.pattern.text; read.doubt != nil && n.unknown == nil && text != "" && !strings.Contains(text, ":") {
		return item{n.pointer, compile(text, style{}, variables{}), nil}
	}
	return read
}

func (p *parser) item(n *node, how style, variables variables) item {
	text, doubt := p.text(n)
	if doubt == nil {
		return item{n.pointer, compile(text, how, variables), nil}
	}
	unknown := Unknown{}
	if n.unknown != nil {
		unknown = *n.unknown
	}
	return item{n.pointer, compileUnknown(unknown, how), doubt}
}

// broken is an item that AWS refuses.
func (p *parser) broken(n *node, format, text string) item {
	open := compileUnknown(Unknown{}, style{})
	open.text = text
	return item{n.pointer, open, p.problem(n.pointer, format, text)}
}
