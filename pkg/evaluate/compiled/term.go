package compiled

import "github.com/open-policy-agent/opa/v1/ast"

func (d *decoder) terms() []*ast.Term {
	count := d.count()
	if count == 0 {
		return nil
	}
	terms := make([]*ast.Term, count)
	for i := range terms {
		terms[i] = d.term()
	}
	return terms
}

func (d *decoder) ref() ast.Ref { return d.terms() }

func (d *decoder) term() *ast.Term {
	switch kind := d.count(); kind {
	case null:
		return ast.InternedNullTerm
	case boolTrue, boolFalse:
		return ast.InternedTerm(kind == boolTrue)
	case number:
		return ast.NewTerm(ast.Number(d.string()))
	case text:
		return ast.InternedTerm(d.string())
	case variable:
		return ast.NewTerm(ast.Var(d.string()))
	case reference:
		return ast.NewTerm(d.ref())
	case call:
		return ast.NewTerm(ast.Call(d.terms()))
	default:
		return ast.NewTerm(d.collection(kind))
	}
}

func (d *decoder) collection(kind int) ast.Value {
	switch kind {
	case array:
		return ast.NewArray(d.terms()...)
	case set:
		return ast.NewSet(d.terms()...)
	case object:
		pairs := make([][2]*ast.Term, d.count())
		for i := range pairs {
			pairs[i] = [2]*ast.Term{d.term(), d.term()}
		}
		return ast.NewObject(pairs...)
	case arrayComprehension:
		return &ast.ArrayComprehension{Term: d.term(), Body: d.body()}
	case setComprehension:
		return &ast.SetComprehension{Term: d.term(), Body: d.body()}
	case objectComprehension:
		return &ast.ObjectComprehension{Key: d.term(), Value: d.term(), Body: d.body()}
	default:
		return nil
	}
}
