package fix

import (
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/pinelint/pinelint/pkg/finding"
)

var (
	errAnswer   = errors.New("the file is what AWS printed, and the policy stands in AWS")
	errMoved    = errors.New("its place in the file is not an attribute, block or element")
	errComputed = errors.New("its value is an expression, and what else depends on that is not certain")
	errForeign  = errors.New("it stands with a provider, a data source or an output, and not with the resource")
	errLast     = errors.New("nothing would be left in the list")
	errShape    = errors.New("what stands there has no place for the value")
)

// hclFormat edits Terraform configuration and values.
type hclFormat struct{ file *file }

type hclFile struct {
	body *hclsyntax.Body
	data []byte
}

// parsed is the file's syntax; one with mistakes is not edited.
func (f *file) parsed() (*hclFile, error) {
	if f.hcl != nil {
		return f.hcl, nil
	}
	parsed, diagnostics := hclsyntax.ParseConfig(f.data, f.name, hcl.InitialPos)
	body, ok := parsedBody(parsed)
	if diagnostics.HasErrors() || !ok {
		return nil, fmt.Errorf("%s has mistakes of syntax", f.name)
	}
	f.hcl = &hclFile{body: body, data: f.data}
	return f.hcl, nil
}

func parsedBody(parsed *hcl.File) (*hclsyntax.Body, bool) {
	if parsed == nil {
		return nil, false
	}
	body, ok := parsed.Body.(*hclsyntax.Body)
	return body, ok
}

func (h hclFormat) edits(wanted request) ([]edit, error) {
	parsed, err := h.file.parsed()
	if err != nil {
		return nil, err
	}
	found, ok := locate(parsed.body, wanted.at, nil)
	if !ok {
		return nil, errMoved
	}
	if !found.ours() {
		return nil, errForeign
	}
	if statement := found.statement(); statement != nil {
		return policyBlocks{parsed, found, statement}.edits(wanted)
	}
	switch {
	case found.text != nil:
		return parsed.inText(found.text, wanted)
	case found.expr == nil:
		return parsed.inBlock(found.block(), wanted)
	}
	return parsed.inValue(found, wanted)
}

// inBlock sets what a block does not have yet.
func (f *hclFile) inBlock(block *hclsyntax.Block, wanted request) ([]edit, error) {
	below := wanted.below
	switch {
	case wanted.operation.Op != finding.Set || len(below) == 0 || !hclsyntax.ValidIdentifier(below[0]):
		return nil, errShape
	case len(below) == 1:
		return f.addAttribute(block, below[0], render(wanted.operation.Value))
	case below[0] == "lifecycle" && len(below) == 2:
		if existing := nested(block, "lifecycle"); existing != nil {
			return f.addAttribute(existing, below[1], render(wanted.operation.Value))
		}
		return f.addBlock(block, below[0], []setting{{below[1], wanted.operation.Value}})
	case below[0] == "tags":
		return f.addAttribute(block, below[0], render(wrapped(below[1:], wanted.operation.Value)))
	}
	return nil, errShape // whether it is a block or an attribute, only the provider knows
}

func nested(block *hclsyntax.Block, kind string) *hclsyntax.Block {
	at := slices.IndexFunc(block.Body.Blocks, func(inner *hclsyntax.Block) bool { return inner.Type == kind })
	if at < 0 {
		return nil
	}
	return block.Body.Blocks[at]
}

// wrapped is a value within the objects that lead to it.
func wrapped(below []string, value any) any {
	for _, key := range slices.Backward(below) {
		value = map[string]any{key: value}
	}
	return value
}

// inValue changes an attribute's value or a part of it.
func (f *hclFile) inValue(found spot, wanted request) ([]edit, error) {
	found, rest := found.descend(wanted.below)
	if template, ok := found.expr.(*hclsyntax.TemplateExpr); ok && f.isHeredoc(template) &&
		(len(rest) > 0 || wanted.operation.Op == finding.Add) {
		wanted.at, wanted.below = nowhere(), rest
		return f.inText(template, wanted)
	}
	switch wanted.operation.Op {
	case finding.Remove:
		if len(rest) > 0 {
			return nil, errShape
		}
		return f.remove(found)
	case finding.Add:
		if len(rest) > 0 {
			return f.addKey(found.expr, rest, []any{wanted.operation.Value})
		}
		return f.addElement(found.expr, render(wanted.operation.Value))
	}
	if len(rest) > 0 {
		return f.addKey(found.expr, rest, wanted.operation.Value)
	}
	return f.replace(found.expr, render(wanted.operation.Value))
}

// replace writes another value over a literal one.
func (f *hclFile) replace(expr hclsyntax.Expression, text string) ([]edit, error) {
	if !literal(expr) {
		return nil, errComputed
	}
	at := rangeOf(expr)
	return []edit{{span: at, text: indented(text, indentation(f.data, at.start))}}, nil
}

// literal says whether an expression says its own value: it has neither a reference nor a
// function in it.
func literal(expr hclsyntax.Expression) bool {
	if len(expr.Variables()) > 0 {
		return false
	}
	plain := true
	_ = hclsyntax.VisitAll(expr, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node.(type) {
		case *hclsyntax.FunctionCallExpr, *hclsyntax.ConditionalExpr, *hclsyntax.ForExpr, *hclsyntax.BinaryOpExpr:
			plain = false
		}
		return nil
	})
	return plain
}

func rangeOf(node hclsyntax.Node) span {
	at := node.Range()
	return span{at.Start.Byte, at.End.Byte}
}
