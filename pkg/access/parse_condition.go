package access

import (
	"slices"
	"strings"
)

func (p *parser) conditions(s *statement, n *node) *Pointer {
	if n.unknown != nil {
		return p.doubt(n)
	}
	if !n.isMap() {
		return p.problem(n.pointer, "Condition is an object, not %s", describe(n.value))
	}
	fields := n.fields()
	for i := range fields {
		s.conditions = append(s.conditions, p.operator(fields[i].key, &fields[i].node)...)
	}
	return nil
}

// operator reads all keys under one operator.
func (p *parser) operator(name string, n *node) []condition {
	operator, quantifier, ifExists, ok := parseOperator(name)
	all := condition{pointer: n.pointer, operator: name, quantifier: quantifier, ifExists: ifExists}
	all.negated, all.null = operator.negated, operator.null
	switch {
	case n.unknown != nil:
		all.doubt = p.doubt(n)
	case !ok:
		all.doubt = p.problem(n.pointer, "condition operator %q is not known", name)
	case !n.isMap():
		all.doubt = p.problem(n.pointer, "%s has condition keys, not %s", name, describe(n.value))
	default:
		return p.keys(all, operator, n)
	}
	return []condition{all}
}

func (p *parser) keys(all condition, operator operator, n *node) []condition {
	fields := n.fields()
	conditions := make([]condition, 0, len(fields))
	for i := range fields {
		field, one := &fields[i], all
		one.pointer, one.key, one.lookup = field.pointer, field.key, strings.ToLower(field.key)
		p.operands(&one, operator, &field.node)
		conditions = append(conditions, one)
	}
	return conditions
}

func (p *parser) operands(c *condition, operator operator, n *node) {
	if n.unknown != nil && n.unknown.Pattern == "" {
		c.operands = []operand{{pointer: n.pointer, doubt: p.doubt(n)}}
		return
	}
	elements, _ := n.elements()
	if len(elements) == 0 {
		c.doubt = p.problem(n.pointer, "%s %s has no values", c.operator, c.key)
	}
	c.operands = slices.Grow(c.operands, len(elements))
	for i := range elements {
		c.operands = append(c.operands, p.operand(c, operator, &elements[i]))
	}
}

func (p *parser) operand(c *condition, operator operator, n *node) operand {
	text, doubt := p.scalar(n)
	read := operand{pointer: n.pointer, text: text, doubt: doubt}
	switch {
	case n.unknown != nil:
		read.text = n.unknown.Pattern
		if operator.readUnknown != nil && n.unknown.Pattern != "" {
			read.test = operator.readUnknown(*n.unknown)
		}
	case doubt != nil:
	default:
		if read.test = operator.read(text, p.variables); read.test == nil {
			read.doubt = p.problem(n.pointer, "%q is no value for %s", text, c.operator)
		}
	}
	return read
}
