package fix

import (
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// spot is a place in the syntax of a file, with what it is a part of.
type spot struct {
	// blocks enclose it, the innermost last; a block itself is the last.
	blocks    []*hclsyntax.Block
	attribute *hclsyntax.Attribute
	// expr is the value there; nil for a block.
	expr hclsyntax.Expression
	// object or list is what directly holds the value, at the index.
	object *hclsyntax.ObjectConsExpr
	list   *hclsyntax.TupleConsExpr
	index  int
	// text is the heredoc in which the place is, where it is in the middle of one.
	text *hclsyntax.TemplateExpr
}

func (s spot) block() *hclsyntax.Block { return s.blocks[len(s.blocks)-1] }

// ours says whether a value at the spot is a resource's to set: not a provider's, which
// all of its resources share, and not what a data source is searched by.
func (s spot) ours() bool {
	if len(s.blocks) == 0 {
		return true // a file of values
	}
	switch outer := s.blocks[0]; outer.Type {
	case "resource", "module", "variable", "locals":
		return true
	case "data":
		return len(outer.Labels) == 2 && outer.Labels[0] == "aws_iam_policy_document"
	}
	return false
}

// statement is the statement block of an aws_iam_policy_document around the spot, or nil.
func (s spot) statement() *hclsyntax.Block {
	if len(s.blocks) < 2 || s.blocks[0].Type != "data" || len(s.blocks[0].Labels) != 2 ||
		s.blocks[0].Labels[0] != "aws_iam_policy_document" || s.blocks[1].Type != "statement" {
		return nil
	}
	return s.blocks[1]
}

// locate finds what stands at exactly this place.
func locate(body *hclsyntax.Body, at span, blocks []*hclsyntax.Block) (spot, bool) {
	for _, block := range body.Blocks {
		inner := slices.Concat(blocks, []*hclsyntax.Block{block})
		header := block.DefRange()
		switch {
		case at == span{header.Start.Byte, header.End.Byte}:
			return spot{blocks: inner}, true
		case rangeOf(block).contains(at):
			return locate(block.Body, at, inner)
		}
	}
	for _, attribute := range body.Attributes {
		here := spot{blocks: blocks, attribute: attribute, expr: attribute.Expr}
		switch whole := rangeOf(attribute); {
		case at == whole:
			return here, true
		case whole.contains(at):
			return here.within(at)
		}
	}
	return spot{}, false
}

// within looks into the value of a spot for the part at a place.
func (s spot) within(at span) (spot, bool) {
	if rangeOf(s.expr) == at {
		return s, true
	}
	switch expr := s.expr.(type) {
	case *hclsyntax.ParenthesesExpr:
		s.expr = expr.Expression
		return s.within(at)
	case *hclsyntax.FunctionCallExpr:
		for _, argument := range expr.Args {
			if rangeOf(argument).contains(at) {
				return spot{blocks: s.blocks, attribute: s.attribute, expr: argument}.within(at)
			}
		}
	case *hclsyntax.ObjectConsExpr:
		for i, item := range expr.Items {
			part := spot{blocks: s.blocks, attribute: s.attribute, expr: item.ValueExpr, object: expr, index: i}
			whole := itemSpan(item)
			if whole == at {
				return part, true
			}
			if whole.contains(at) {
				return part.within(at)
			}
		}
	case *hclsyntax.TupleConsExpr:
		for i, element := range expr.Exprs {
			if rangeOf(element).contains(at) {
				part := spot{blocks: s.blocks, attribute: s.attribute, expr: element, list: expr, index: i}
				return part.within(at)
			}
		}
	case *hclsyntax.TemplateExpr:
		if rangeOf(expr).contains(at) {
			s.text = expr
			return s, true
		}
	}
	return spot{}, false
}

func itemSpan(item hclsyntax.ObjectConsItem) span {
	at := hcl.RangeBetween(item.KeyExpr.Range(), item.ValueExpr.Range())
	return span{at.Start.Byte, at.End.Byte}
}

// descend follows tokens through objects and lists that are written out, also those that
// jsonencode makes text of. What it returns are the tokens that lead no further.
func (s spot) descend(tokens []string) (spot, []string) {
	for {
		switch expr := s.expr.(type) {
		case *hclsyntax.ParenthesesExpr:
			s.expr = expr.Expression
			continue
		case *hclsyntax.FunctionCallExpr:
			if expr.Name == "jsonencode" && len(expr.Args) == 1 {
				s = spot{blocks: s.blocks, attribute: s.attribute, expr: expr.Args[0]}
				continue
			}
		}
		if len(tokens) == 0 {
			return s, nil
		}
		next, ok := s.child(tokens[0])
		if !ok {
			return s, tokens
		}
		s, tokens = next, tokens[1:]
	}
}

func (s spot) child(token string) (spot, bool) {
	part := spot{blocks: s.blocks, attribute: s.attribute}
	switch expr := s.expr.(type) {
	case *hclsyntax.ObjectConsExpr:
		for i, item := range expr.Items {
			if key, ok := keyOf(item); ok && key == token {
				part.expr, part.object, part.index = item.ValueExpr, expr, i
			}
		}
	case *hclsyntax.TupleConsExpr:
		if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(expr.Exprs) {
			part.expr, part.list, part.index = expr.Exprs[i], expr, i
		}
	}
	return part, part.expr != nil
}

// keyOf is an object's key, where it is written out.
func keyOf(item hclsyntax.ObjectConsItem) (string, bool) {
	value, diagnostics := item.KeyExpr.Value(nil)
	if diagnostics.HasErrors() || value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return "", false
	}
	return value.AsString(), true
}
