package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
)

// The bounds of one root module's evaluation: how deep expressions may lead into each
// other, and how many steps it may take in all.
const (
	maxDepth = 3000
	maxSteps = 20_000_000
)

// eval is the interpreter of the Terraform language. It follows an expression's syntax
// instead of calling its Value method, since the origin of each part must not be lost,
// nor all of a value become unknown where a part of it is. It never returns nil.
func (sc *scope) eval(expr hcl.Expression) *node {
	root := sc.module.root
	root.depth++
	root.steps++
	defer func() { root.depth-- }()
	if root.depth > maxDepth {
		return sc.fail(expr.Range(), "more than %d expressions lead into each other", maxDepth)
	}
	if root.steps > maxSteps {
		return sc.fail(hcl.Range{}, "evaluating this root module takes more than %d steps: the rest is unknown", maxSteps)
	}
	switch e := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		if !e.Val.IsKnown() { // what the parser puts where it could not go on
			return sc.missing(e.Range(), "the expression has a syntax error")
		}
		return known(e.Val)
	case *hclsyntax.TemplateExpr:
		return sc.evalTemplate(e)
	case *hclsyntax.ScopeTraversalExpr:
		return sc.resolve(e.Traversal)
	case *hclsyntax.ObjectConsExpr:
		return sc.evalObject(e)
	case *hclsyntax.TupleConsExpr:
		return sc.evalTuple(e.Exprs)
	case *hclsyntax.FunctionCallExpr:
		return sc.call(e)
	}
	return sc.evalRare(expr)
}

func (sc *scope) evalRare(expr hcl.Expression) *node {
	switch e := expr.(type) {
	case *hclsyntax.ParenthesesExpr:
		return sc.eval(e.Expression)
	case *hclsyntax.TemplateWrapExpr:
		return sc.eval(e.Wrapped)
	case *hclsyntax.TemplateJoinExpr:
		return sc.evalJoin(e)
	case *hclsyntax.ConditionalExpr:
		return sc.evalConditional(e)
	case *hclsyntax.RelativeTraversalExpr:
		return sc.steps(sc.eval(e.Source), e.Traversal, e.Range())
	case *hclsyntax.IndexExpr:
		return sc.step(sc.eval(e.Collection), sc.eval(e.Key), e.Range())
	case *hclsyntax.SplatExpr:
		return sc.evalSplat(e)
	case *hclsyntax.AnonSymbolExpr:
		if bound := sc.boundSymbol(e); bound != nil {
			return bound
		}
	case *hclsyntax.ForExpr:
		return sc.evalFor(e)
	case *spliced:
		return e.eval()
	case *hclsyntax.BinaryOpExpr:
		return sc.evalBinary(e)
	case *hclsyntax.UnaryOpExpr:
		return sc.operate(e.Op, e.Range(), sc.eval(e.Val))
	case *hclsyntax.ExprSyntaxError:
		return sc.missing(e.Range(), "the expression has a syntax error")
	}
	return sc.evalJSON(expr)
}

func (sc *scope) evalObject(e *hclsyntax.ObjectConsExpr) *node {
	entries := make([]entry, 0, len(e.Items))
	for _, item := range e.Items {
		key, why := sc.key(item.KeyExpr)
		if why != nil {
			return why
		}
		at := sc.file.in(hcl.RangeBetween(item.KeyExpr.Range(), item.ValueExpr.Range()))
		entries = append(entries, entry{key: key, at: at, node: sc.eval(item.ValueExpr)})
	}
	return newObject(entries)
}

// key is an object's key; the node is set where it is unknown or none.
func (sc *scope) key(expr hcl.Expression) (string, *node) {
	at := expr.Range()
	if key, ok := expr.(*hclsyntax.ObjectConsKeyExpr); ok {
		if name := hcl.ExprAsKeyword(key.Wrapped); name != "" && !key.ForceNonLiteral {
			return name, nil
		}
		expr = key.Wrapped
	}
	evaluated := sc.eval(expr)
	value := evaluated.force()
	if name, ok := text(value); ok {
		return name, nil
	}
	if value.IsKnown() {
		return "", sc.fail(at, "the key of an object must be a string")
	}
	return "", unknown(evaluated.orUnknown(), evaluated.references()...).mixed()
}

func (sc *scope) evalTuple(exprs []hclsyntax.Expression) *node {
	entries := make([]entry, len(exprs))
	for i, expr := range exprs {
		entries[i] = entry{at: sc.file.in(expr.Range()), node: sc.eval(expr)}
	}
	return newTuple(entries...)
}

// evalConditional evaluates the branch that is taken, and of the other no more than
// tells whether the result becomes a string.
func (sc *scope) evalConditional(e *hclsyntax.ConditionalExpr) *node {
	condition := sc.eval(e.Condition)
	value, isKnown, ok := truth(condition.force())
	switch {
	case !ok:
		return sc.fail(e.Condition.Range(), "the condition must be true or false")
	case !isKnown:
		one, other := sc.eval(e.TrueResult), sc.eval(e.FalseResult)
		refs := newTuple(entry{node: condition}, entry{node: one}, entry{node: other})
		made := unknown(condition.orUnknown(), refs.references()...)
		switch {
		case one.force().Type() == cty.String && other.force().Type() == cty.String:
			made.template = opaque()
		case !isOneOrNone(one, other):
			made.mixed()
		}
		return made
	}
	taken, other := e.TrueResult, e.FalseResult
	if !value {
		taken, other = other, taken
	}
	result := sc.eval(taken)
	if isText(other) && isNumberOrBool(taken) {
		return sc.convert(result, cty.String, e.Range())
	}
	return sc.chosen(result, e.Condition)
}

// chosen is a plain value that a condition chose in a module that is called: it has come by the
// way of the one thing that decides the condition, if that is a variable or an element of one.
// Who wants another value changes that, as the module serves other calls too.
func (sc *scope) chosen(result *node, condition hcl.Expression) *node {
	names := condition.Variables()
	if sc.module.call == nil || len(names) != 1 || !result.isBare() {
		return result
	}
	if root := names[0].RootName(); root != "var" && root != "each" {
		return result
	}
	way := walk(sc.resolve(names[0]), nil)
	if way.sensitive || len(way.refs) > 0 {
		return result
	}
	for _, passed := range slices.Backward(way.trail) {
		result = link(result, passed.at, passed.note)
	}
	return result
}

func isText(expr hcl.Expression) bool {
	_, ok := expr.(*hclsyntax.TemplateExpr)
	return ok
}

func isNumberOrBool(expr hcl.Expression) bool {
	literal, ok := expr.(*hclsyntax.LiteralValueExpr)
	return ok && !literal.Val.IsNull() && (literal.Val.Type() == cty.Number || literal.Val.Type() == cty.Bool)
}

// truth reads a condition.
func truth(value cty.Value) (result, isKnown, ok bool) {
	value, _ = value.Unmark()
	converted, err := convert.Convert(value, cty.Bool)
	switch {
	case err != nil, converted.IsKnown() && converted.IsNull():
		return false, false, false
	case !converted.IsKnown():
		return false, false, true
	}
	return converted.True(), true, true
}

func (sc *scope) evalBinary(e *hclsyntax.BinaryOpExpr) *node {
	left := sc.eval(e.LHS)
	if e.Op == hclsyntax.OpLogicalAnd || e.Op == hclsyntax.OpLogicalOr {
		// The right side may hold only where the left does: var.x != null && var.x.y
		if value, isKnown, ok := truth(left.force()); ok && isKnown && value == (e.Op == hclsyntax.OpLogicalOr) {
			return &node{value: cty.BoolVal(value), refs: left.references(), sensitive: isSensitive(left.force())}
		}
	}
	return sc.operate(e.Op, e.Range(), left, sc.eval(e.RHS))
}

func (sc *scope) operate(op *hclsyntax.Operation, at hcl.Range, operands ...*node) *node {
	return sc.apply(op.Impl, "the operator", at, operands)
}

// convert changes the type and keeps the origin.
func (sc *scope) convert(n *node, to cty.Type, at hcl.Range) *node {
	value, err := convert.Convert(n.force(), to)
	if err != nil {
		return sc.fail(at, "%s", clause(err, n.force()))
	}
	return &node{to: n, value: value}
}

func isSensitive(value cty.Value) bool { return value.HasMark(lang.Sensitive) }
