package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// scope is where an expression stands: the module instance that its names belong to, the
// file that its ranges point into, and the names that hold only here.
type scope struct {
	module *module
	file   *source
	names  *binding
	// failed takes the problems of an expression that may fail, as in try(); nil where
	// they are the user's.
	failed *[]problem
}

// binding is a name that holds only in an expression or a block: each, count, self, a
// variable of a for expression, the iterator of a dynamic block.
type binding struct {
	name   string
	symbol any // of a splat expression, instead of a name
	node   *node
	outer  *binding
}

func (sc *scope) in(file *source) *scope {
	inner := *sc
	inner.file = file
	return &inner
}

func (sc *scope) with(name string, bound *node) *scope {
	inner := *sc
	inner.names = &binding{name: name, node: bound, outer: sc.names}
	return &inner
}

func (sc *scope) withSymbol(symbol any, bound *node) *scope {
	inner := *sc
	inner.names = &binding{symbol: symbol, node: bound, outer: sc.names}
	return &inner
}

func (sc *scope) bound(name string) *node {
	for at := sc.names; at != nil; at = at.outer {
		if at.symbol == nil && at.name == name {
			return at.node
		}
	}
	return nil
}

func (sc *scope) boundSymbol(symbol any) *node {
	for at := sc.names; at != nil; at = at.outer {
		if at.symbol == symbol {
			return at.node
		}
	}
	return nil
}

// attribute evaluates an attribute's expression.
func (sc *scope) attribute(a *attribute) *node { return sc.in(a.at.file).eval(a.expr) }

// fail reports what terraform validate would refuse; the value is unknown, and the rest
// goes on.
func (sc *scope) fail(at hcl.Range, format string, args ...any) *node {
	found := broken(sc.file.in(at), format, args...)
	sc.report(found)
	return unknown(&gap{at: found.at, reason: found.message})
}

func (sc *scope) report(found problem) {
	if sc.failed != nil {
		*sc.failed = append(*sc.failed, found)
		return
	}
	sc.module.root.problems.add(found)
}

// missing is an unknown value that is nobody's mistake.
func (sc *scope) missing(at hcl.Range, reason string) *node {
	return unknown(&gap{at: sc.file.in(at), reason: reason})
}

func number(index int) cty.Value { return cty.NumberIntVal(int64(index)) }
