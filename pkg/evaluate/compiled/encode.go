package compiled

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Encode writes modules as [ast.Compiler] left them, by their files' names. The error is
// a part of a rule that the form has no place for.
func Encode(modules map[string]*ast.Module) ([]byte, error) {
	e := &encoder{numbers: map[string]uint64{}}
	var body []byte
	names := slices.Sorted(maps.Keys(modules))
	body = binary.AppendUvarint(body, uint64(len(names)))
	for _, name := range names {
		content := e.module(name, modules[name])
		body = append(binary.AppendUvarint(body, uint64(len(content))), content...)
	}
	if e.err != nil {
		return nil, e.err
	}
	out := binary.AppendUvarint([]byte(magic), uint64(len(e.strings)))
	end := 0
	for _, s := range e.strings {
		end += len(s)
		out = binary.LittleEndian.AppendUint32(out, uint32(end))
	}
	for _, s := range e.strings {
		out = append(out, s...)
	}
	return append(out, body...), nil
}

type encoder struct {
	strings []string
	numbers map[string]uint64
	out     []byte
	err     error
}

// apart encodes something into bytes of its own.
func (e *encoder) apart(write func()) []byte {
	outer := e.out
	e.out = nil
	write()
	inner := e.out
	e.out = outer
	return inner
}

func (e *encoder) module(name string, module *ast.Module) []byte {
	return e.apart(func() {
		e.string(name)
		e.ref(module.Package.Path)
		e.count(len(module.Rules))
		for _, rule := range module.Rules {
			e.string(ruleName(rule))
			uses, facts := uses(rule)
			e.count(len(uses))
			for _, use := range uses {
				e.string(use.Noun)
				e.string(use.Name)
			}
			e.count(len(facts))
			for _, topic := range facts {
				e.string(topic)
			}
			content := e.apart(func() { e.rule(rule) })
			e.count(len(content))
			e.out = append(e.out, content...)
		}
	})
}

func (e *encoder) count(n int) { e.out = binary.AppendUvarint(e.out, uint64(n)) }

func (e *encoder) string(s string) {
	number, ok := e.numbers[s]
	if !ok {
		number = uint64(len(e.strings))
		e.numbers[s] = number
		e.strings = append(e.strings, s)
	}
	e.out = binary.AppendUvarint(e.out, number)
}

func (e *encoder) rule(rule *ast.Rule) {
	head := rule.Head
	e.count(flags(rule.Default, isDefault) | flags(head.Assign, assigns) | flags(head.Key != nil, hasKey) |
		flags(head.Value != nil, hasValue) | flags(rule.Else != nil, hasElse))
	e.location(rule.Location)
	e.string(string(head.Name))
	e.ref(head.Reference)
	e.terms(head.Args)
	if head.Key != nil {
		e.term(head.Key)
	}
	if head.Value != nil {
		e.term(head.Value)
	}
	e.body(rule.Body)
	if rule.Else != nil {
		e.rule(rule.Else)
	}
}

func flags(set bool, flag int) int {
	if set {
		return flag
	}
	return 0
}

// location is the row and the column: the file is the module's.
func (e *encoder) location(location *ast.Location) {
	if location == nil {
		location = &ast.Location{}
	}
	e.count(location.Row)
	e.count(location.Col)
}

func (e *encoder) body(body ast.Body) {
	e.count(len(body))
	for _, expr := range body {
		e.expr(expr)
	}
}

func (e *encoder) expr(expr *ast.Expr) {
	e.count(flags(expr.Negated, negated) | flags(expr.Generated, generated))
	e.location(expr.Location)
	switch terms := expr.Terms.(type) {
	case *ast.Term:
		e.count(single)
		e.term(terms)
	case []*ast.Term:
		e.count(several)
		e.terms(terms)
	case *ast.Every:
		e.count(every)
		e.optional(terms.Key)
		e.term(terms.Value)
		e.term(terms.Domain)
		e.body(terms.Body)
	default:
		e.fail(expr.Location, terms)
	}
	e.count(len(expr.With))
	for _, with := range expr.With {
		e.term(with.Target)
		e.term(with.Value)
	}
}

func (e *encoder) fail(location *ast.Location, what any) {
	if e.err == nil {
		e.err = fmt.Errorf("encode rules: %v: a compiled rule has a %T, which the form does not know", location, what)
	}
}

func (e *encoder) optional(term *ast.Term) {
	if term == nil {
		e.count(0)
		return
	}
	e.count(1)
	e.term(term)
}

func (e *encoder) terms(terms []*ast.Term) {
	e.count(len(terms))
	for _, term := range terms {
		e.term(term)
	}
}

func (e *encoder) ref(ref ast.Ref) { e.terms(ref) }

func (e *encoder) term(term *ast.Term) {
	switch value := term.Value.(type) {
	case ast.Null:
		e.count(null)
	case ast.Boolean:
		e.count(boolFalse - flags(bool(value), boolFalse-boolTrue))
	case ast.Number:
		e.count(number)
		e.string(string(value))
	case ast.String:
		e.count(text)
		e.string(string(value))
	case ast.Var:
		e.count(variable)
		e.string(string(value))
	case ast.Ref:
		e.count(reference)
		e.ref(value)
	case ast.Call:
		e.count(call)
		e.terms(value)
	default:
		e.collection(term)
	}
}

func (e *encoder) collection(term *ast.Term) {
	switch value := term.Value.(type) {
	case *ast.Array:
		e.count(array)
		e.count(value.Len())
		value.Foreach(e.term)
	case ast.Set:
		e.count(set)
		e.terms(value.Slice())
	case ast.Object:
		e.count(object)
		e.count(value.Len())
		value.Foreach(func(key, value *ast.Term) {
			e.term(key)
			e.term(value)
		})
	case *ast.ArrayComprehension:
		e.count(arrayComprehension)
		e.term(value.Term)
		e.body(value.Body)
	case *ast.SetComprehension:
		e.count(setComprehension)
		e.term(value.Term)
		e.body(value.Body)
	case *ast.ObjectComprehension:
		e.count(objectComprehension)
		e.term(value.Key)
		e.term(value.Value)
		e.body(value.Body)
	default:
		e.fail(term.Location, value)
	}
}
