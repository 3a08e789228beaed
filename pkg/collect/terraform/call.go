package terraform

import (
	"errors"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/pinelint/pinelint/pkg/collect"
)

// call evaluates a function. Those that hand on their arguments' parts do so with the
// parts' origin; of the others the result has the references of all arguments,
// unless it hides them.
func (sc *scope) call(e *hclsyntax.FunctionCallExpr) *node {
	name := strings.TrimPrefix(e.Name, "core::")
	switch name {
	case "try", "can":
		return sc.attempt(e, name)
	}
	if strings.HasPrefix(name, "provider::") {
		return sc.missing(e.Range(), "known after apply: the function "+name+" is the provider's")
	}
	if c := sc.module.config; c != nil {
		if made := c.call(sc, name, e); made != nil {
			return made
		}
	}
	impl, ok := sc.module.function(name)
	if !ok {
		sc.evalTuple(e.Args)
		return sc.fail(e.NameRange, "there is no function named %q", name)
	}
	args, why := sc.arguments(e)
	if why != nil {
		return why
	}
	sc.found(name, args)
	if !handsOn(name) {
		sc.takeApart(args...)
	}
	if made := sc.structural(name, e, args); made != nil {
		return made
	}
	made := sc.apply(impl, name+"()", e.Range(), args)
	if pieces := piecesOf(name, args); pieces != nil && !made.value.IsKnown() {
		made := sc.join(pieces, e.Range())
		if name == "replace" && made.template != nil {
			made.template.pieces = pieces
		}
		return made
	}
	if bare, _ := made.value.Unmark(); !bare.IsKnown() && !hides(name+"()", bare.Type()) {
		made.madeOf(args...)
	}
	return made
}

// madeOf remembers what a value was made of that is unknown.
func (n *node) madeOf(from ...*node) {
	if n.template == nil {
		n.template = &template{}
	}
	for _, one := range from {
		n.template.within = append(n.template.within, piece{node: one})
	}
}

// piecesOf are those of a string that a function puts together as a template does, so that
// what is known of it stays known; nil where it does more.
func piecesOf(name string, args []*node) []piece {
	switch {
	case len(args) == 0:
		return nil
	case name == "format":
		layout, ok := shown(args[0])
		if !ok {
			return nil
		}
		return formatted(layout, args[1:])
	case name == "join" && len(args) == 2:
		between, ok := shown(args[0])
		l := args[1].list()
		if !ok || l.gap != nil || l.shape != tuple {
			return nil
		}
		var pieces []piece
		for i, e := range l.entries {
			if i > 0 {
				pieces = append(pieces, piece{text: between})
			}
			pieces = append(pieces, piece{node: e.node})
		}
		return pieces
	case name == "replace" && len(args) == 3:
		return replaced(args)
	default:
		return nil
	}
}

// shown is the text of what is not sensitive: a piece that is text shows it.
func shown(n *node) (string, bool) {
	if isSensitive(n.force()) {
		return "", false
	}
	return text(n.force())
}

// maxReplaced is in how many places something is replaced that nobody knows.
const maxReplaced = 1000

// replaced are the pieces of a text in which something is replaced that is no expression.
func replaced(args []*node) []piece {
	whole, ok := shown(args[0])
	old, isKnown := shown(args[1])
	isExpression := strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/")
	if !ok || !isKnown || old == "" || isExpression || strings.Count(whole, old) > maxReplaced {
		return nil
	}
	var pieces []piece
	for i, part := range strings.Split(whole, old) {
		if i > 0 {
			pieces = append(pieces, piece{node: args[2]})
		}
		pieces = append(pieces, piece{text: part})
	}
	return pieces
}

// formatted are the pieces of a layout in which only %s and %v are to be filled in.
func formatted(layout string, args []*node) []piece {
	parts := strings.Split(strings.ReplaceAll(layout, "%v", "%s"), "%s")
	if len(parts) != len(args)+1 {
		return nil
	}
	pieces := make([]piece, 0, len(parts)+len(args))
	for i, part := range parts {
		if strings.Contains(part, "%") {
			return nil
		}
		if pieces = append(pieces, piece{text: part}); i < len(args) {
			pieces = append(pieces, piece{node: args[i]})
		}
	}
	return pieces
}

// arguments evaluates them, the last one expanded where it is followed by three dots.
func (sc *scope) arguments(e *hclsyntax.FunctionCallExpr) ([]*node, *node) {
	args := make([]*node, 0, len(e.Args))
	for _, arg := range e.Args {
		args = append(args, sc.eval(arg))
	}
	if !e.ExpandFinal || len(args) == 0 {
		return args, nil
	}
	last := args[len(args)-1]
	l := last.list()
	if l.gap != nil {
		return nil, unknown(l.gap, last.references()...).mixed()
	}
	args = args[:len(args)-1]
	for _, e := range l.entries {
		args = append(args, e.node)
	}
	return args, nil
}

// invoke applies a function of the language by its name, on behalf of another.
func (sc *scope) invoke(name, as string, e *hclsyntax.FunctionCallExpr, args []*node) *node {
	impl, ok := sc.module.function(name)
	if !ok {
		return sc.fail(e.NameRange, "there is no function named %q", name)
	}
	return sc.apply(impl, as+"()", e.Range(), args)
}

// apply calls a function on whole values.
func (sc *scope) apply(impl function.Function, what string, at hcl.Range, args []*node) *node {
	values := make([]cty.Value, len(args))
	made := &node{}
	for i, arg := range args {
		converted, err := convert.Convert(arg.force(), parameterType(impl, i))
		if err != nil {
			return sc.fail(at, "argument %d of %s is wrong: %s", i+1, what, clause(err, arg.force()))
		}
		values[i] = converted
		made.refs = append(made.refs, arg.references()...)
	}
	value, err := impl.Call(values)
	if err != nil {
		return sc.fail(at, "%s cannot be computed: %s", what, clause(err, values...))
	}
	made.value = value
	bare, _ := value.Unmark()
	if hides(what, bare.Type()) {
		made.refs = nil
	}
	if !bare.IsWhollyKnown() {
		switch {
		case handsOver(what, args):
		case bare.Type() == cty.String:
			made.template = opaque()
		default:
			made.mixed()
		}
		made.gap = firstGap(args)
		if made.gap == nil {
			// The arguments are not quoted: they may be what bcrypt() is to hide.
			name := span{file: sc.file, start: int32(at.Start.Byte), end: int32(at.Start.Byte + len(what) - len("()"))}
			made.gap = &gap{at: name, reason: "known after apply: " + what + " gives another value each time"}
		}
	}
	return made
}

// hides says whether nothing of a function's arguments is in its result: a digest, a length,
// the outcome of a comparison.
func hides(what string, result cty.Type) bool {
	return result == cty.Bool || result == cty.Number || strings.Contains(what, "sha") ||
		what == "md5()" || what == "bcrypt()" || what == "uuidv5()"
}

// firstGap is the first reason for which one of the arguments is unknown. What a person can
// tell, such as a variable, comes before what only an apply does: it decides what the function
// makes of that.
func firstGap(args []*node) *gap {
	var first *gap
	for _, arg := range args {
		found := arg.reason()
		if found != nil && !found.isLater() {
			return found
		}
		if first == nil {
			first = found
		}
	}
	return first
}

func parameterType(impl function.Function, index int) cty.Type {
	if parameters := impl.Params(); index < len(parameters) {
		return parameters[index].Type
	}
	if rest := impl.VarParam(); rest != nil {
		return rest.Type
	}
	return cty.DynamicPseudoType // too many arguments: the call says so
}

// clause is an error as part of a sentence. It is left out where an argument is
// sensitive, since it may quote it.
func clause(err error, args ...cty.Value) string {
	for _, arg := range args {
		if arg.ContainsMarked() {
			return "an argument is sensitive, so the reason is not shown"
		}
	}
	if argument, ok := errors.AsType[function.ArgError](err); ok {
		err = errors.Unwrap(argument)
		if err == nil {
			err = argument
		}
	}
	return strings.TrimSuffix(collect.Redact(strings.Join(strings.Fields(err.Error()), " ")), ".")
}

// attempt is try() and can(): the problems of their arguments are not the user's. Where
// all of a try fail, they are.
func (sc *scope) attempt(e *hclsyntax.FunctionCallExpr, name string) *node {
	var failed []problem
	for _, arg := range e.Args {
		failed = nil
		inner := *sc
		inner.failed = &failed
		result := inner.eval(arg)
		if name == "can" {
			return canResult(result, len(failed) == 0)
		}
		if len(failed) == 0 {
			return result
		}
	}
	if len(failed) == 0 {
		return sc.fail(e.Range(), "%s() needs an argument", name)
	}
	sc.report(failed[0])
	return unknown(&gap{at: failed[0].at, reason: failed[0].message})
}

func canResult(result *node, ok bool) *node {
	if ok && !result.force().IsKnown() {
		return &node{value: cty.UnknownVal(cty.Bool), gap: result.orUnknown(), refs: result.references()}
	}
	return &node{value: cty.BoolVal(ok), refs: result.references()}
}
