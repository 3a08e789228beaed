package terraform

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

func (m *module) variable(sc *scope, name string, at hcl.Range) *node {
	declared, ok := m.folder.variables[name]
	if !ok {
		n := sc.fail(at, "there is no variable named %q", name)
		n.gap.variable = name // which may be declared in a file that was left out
		return n
	}
	what := func() string { return fmt.Sprintf("variable %q", name) }
	value := once(m.variables, name, declared.header, what, m, func() *node {
		return m.conform(declared, m.input(declared))
	})
	if value.gap != nil && !value.gap.at.known() {
		return unknownLike(value, value.gap.seen(sc.file.in(at)))
	}
	return value
}

// unknownLike is an unknown value of the same type, at the place that asks for it.
func unknownLike(n *node, why *gap) *node {
	return &node{value: n.force(), gap: why, sensitive: n.sensitive}
}

// valuesNeeded tell what a variable is that a run gives its value.
const valuesNeeded = "values of variables, a plan or a live reading"

// input is what the variable is given, or its default.
func (m *module) input(declared *block) *node {
	name := declared.label(0)
	given := m.given(name)
	if given != nil && !(given.isNull() && m.refusesNull(declared)) {
		return given
	}
	if fallback := declared.body.attribute("default"); fallback != nil {
		value := m.scope(fallback.at.file).attribute(fallback)
		passed := link(value, fallback.at, fmt.Sprintf("variable %q default", name))
		if m.call == nil {
			passed.byDefault = declared
		}
		return passed
	}
	if m.call != nil && given == nil {
		found := broken(m.call.of.block.header, "module %q needs the argument %q", m.call.of.block.label(0), name)
		m.root.problems.add(found)
		return unknown(&gap{reason: found.message})
	}
	why := fmt.Sprintf("variable %q has no default and no value was given", name)
	return unknown(&gap{reason: why, needed: valuesNeeded, variable: name})
}

// given is the argument of the module's call, or what the user set for the root module.
func (m *module) given(name string) *node {
	if m.call == nil {
		if set := m.root.inputs[name]; set != nil || m.root.handed == nil {
			return set
		}
		return m.handed(m.folder.variables[name])
	}
	argument := m.call.of.block.body.attribute(name)
	if argument == nil {
		return nil
	}
	value := m.call.scope(argument.at.file).attribute(argument)
	return link(value, argument.at, fmt.Sprintf("passed to module %q as %q", m.call.of.block.label(0), name))
}

func (m *module) refusesNull(declared *block) bool {
	nullable := declared.body.attribute("nullable")
	if nullable == nil {
		return false
	}
	value, isKnown, ok := truth(m.scope(nullable.at.file).attribute(nullable).force())
	return ok && isKnown && !value
}

// conform converts an input to the variable's type, with the defaults of its optional
// attributes.
func (m *module) conform(declared *block, given *node) *node {
	secret := m.scope(declared.header.file).flag(&declared.body, "sensitive")
	to, defaults, ok := m.constraint(declared)
	if !ok {
		return sealed(given, secret)
	}
	if to == cty.DynamicPseudoType || (to == cty.String && given.origin().kind != plain) {
		return sealed(given, secret)
	}
	value := given.force()
	if defaults != nil && !value.IsNull() {
		value = defaults.Apply(value)
	}
	converted, err := convert.Convert(value, to)
	if err != nil {
		why := "it is sensitive, so no more is shown"
		if !secret {
			why = clause(err, value)
		}
		found := broken(m.inputPlace(declared, given),
			"the value of variable %q has the wrong type: %s", declared.label(0), why)
		m.root.problems.add(found)
		return unknown(&gap{at: found.at, reason: found.message, hidden: secret})
	}
	if !converted.IsKnown() && given.to == nil {
		return &node{value: converted, gap: given.gap, refs: given.refs, sensitive: secret}
	}
	return &node{to: given, value: converted, sensitive: secret}
}

// constraint is the type that a variable declares; false where it declares none.
func (m *module) constraint(declared *block) (cty.Type, *typeexpr.Defaults, bool) {
	item := declared.body.attribute("type")
	if item == nil {
		return cty.NilType, nil, false
	}
	switch hcl.ExprAsKeyword(item.expr) {
	case "string":
		return cty.String, nil, true
	case "number":
		return cty.Number, nil, true
	case "bool":
		return cty.Bool, nil, true
	}
	to, defaults, diagnostics := typeexpr.TypeConstraintWithDefaults(item.expr)
	if diagnostics.HasErrors() {
		m.root.problems.add(fromDiagnostic(item.at.file, diagnostics[0]))
	}
	return to, defaults, !diagnostics.HasErrors()
}

func (m *module) inputPlace(declared *block, given *node) span {
	if given.at.known() {
		return given.at
	}
	return declared.header
}

func sealed(n *node, secret bool) *node {
	if !secret {
		return n
	}
	return &node{to: n, sensitive: true, gap: n.gap}
}
