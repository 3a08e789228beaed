package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
)

// evalFor evaluates the body once for each element, so that each result keeps its
// origin. An unknown condition or key makes the whole result unknown.
func (sc *scope) evalFor(e *hclsyntax.ForExpr) *node {
	collection := sc.eval(e.CollExpr)
	l := collection.list()
	switch {
	case l.gap != nil:
		made := unknown(l.gap, collection.references()...).mixed()
		if !collect.SaysWhere(sc.file.in(e.ValExpr.Range()).text()) { // as the names of a list of variables
			made.madeOf(collection)
		}
		return made
	case l.shape == plain:
		return sc.fail(e.CollExpr.Range(), "a for expression needs a list, a set, a map or an object")
	case len(l.entries) > maxParts || sc.module.root.steps+len(l.entries) > maxSteps:
		return sc.fail(e.Range(), "the for expression makes more than %d elements", maxParts)
	}
	loop := forLoop{expr: e, groups: map[string][]entry{}}
	for i, element := range l.entries {
		if why := loop.add(sc.iteration(e, l.shape, i, element)); why != nil {
			return why
		}
	}
	return loop.result()
}

// iteration is the scope of the body for one element.
func (sc *scope) iteration(e *hclsyntax.ForExpr, shape kind, index int, element entry) *scope {
	inner := sc.with(e.ValVar, element.node)
	if e.KeyVar == "" {
		return inner
	}
	return inner.with(e.KeyVar, keyOf(shape, index, element))
}

// keyOf is what for expressions and for_each give as an element's key.
func keyOf(shape kind, index int, element entry) *node {
	switch shape {
	case object:
		return known(cty.StringVal(element.key))
	case set:
		return element.node
	default:
		return known(number(index))
	}
}

type forLoop struct {
	expr    *hclsyntax.ForExpr
	entries []entry
	order   []string // the keys of groups as they came
	groups  map[string][]entry
}

// add evaluates the body; a node is why nothing can be known of the result.
func (f *forLoop) add(sc *scope) *node {
	if f.expr.CondExpr != nil {
		condition := sc.eval(f.expr.CondExpr)
		value, isKnown, ok := truth(condition.force())
		switch {
		case !ok:
			return sc.fail(f.expr.CondExpr.Range(), "the condition must be true or false")
		case !isKnown:
			return unknown(condition.orUnknown(), condition.references()...).mixed()
		case !value:
			return nil
		}
	}
	made := entry{at: sc.file.in(f.expr.ValExpr.Range())}
	if f.expr.KeyExpr != nil {
		key, why := sc.key(f.expr.KeyExpr)
		if why != nil {
			return why
		}
		made.key = key
		made.at = sc.file.in(hcl.RangeBetween(f.expr.KeyExpr.Range(), f.expr.ValExpr.Range()))
	}
	made.node = sc.eval(f.expr.ValExpr)
	return f.keep(sc, made)
}

func (f *forLoop) keep(sc *scope, made entry) *node {
	switch {
	case f.expr.KeyExpr == nil:
		f.entries = append(f.entries, made)
	case f.expr.Group:
		if len(f.groups[made.key]) == 0 {
			f.order = append(f.order, made.key)
		}
		f.groups[made.key] = append(f.groups[made.key], made)
	default:
		if len(f.groups[made.key]) > 0 {
			return sc.fail(f.expr.KeyExpr.Range(),
				"the for expression makes the key %q twice: group with ... if that is meant", made.key)
		}
		f.groups[made.key] = []entry{made}
		f.entries = append(f.entries, made)
	}
	return nil
}

func (f *forLoop) result() *node {
	if f.expr.KeyExpr == nil {
		return newTuple(f.entries...)
	}
	for _, key := range f.order {
		group := f.groups[key]
		f.entries = append(f.entries, entry{key: key, at: group[0].at, node: newTuple(group...)})
	}
	return newObject(f.entries)
}
