package lang

import (
	"errors"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

var errNested = errors.New("a template cannot use another template")

// templateFunctions are templatefile and templatestring. Templates use the functions of
// table, but for these two: a template could otherwise use itself without end.
func templateFunctions(scope Scope, table map[string]function.Function) map[string]function.Function {
	parent := &hcl.EvalContext{Functions: table}
	refused := namespaced(map[string]function.Function{
		"templatefile":   refuse("path", errNested),
		"templatestring": refuse("template", errNested),
	})
	context := func() *hcl.EvalContext {
		child := parent.NewChild()
		child.Functions = refused
		return child
	}
	return map[string]function.Function{
		"templatefile":   guard(templateFile(scope, context), nil),
		"templatestring": guard(templateString(context), nil),
	}
}

func refuse(first string, err error) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParameter(first), anyParameter("vars")},
		Type:   func([]cty.Value) (cty.Type, error) { return cty.NilType, err },
	})
}

// templateFile gives a value of any type: the template "${x}" is x itself.
func templateFile(scope Scope, context func() *hcl.EvalContext) function.Function {
	return function.New(&function.Spec{
		Params: templateParameters("path"),
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			name, marks := args[0].Unmark()
			source, err := scope.read(name.AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			if _, err := validText(source); err != nil {
				return cty.NilVal, function.NewArgErrorf(0, "%q: %w", name.AsString(), err)
			}
			result, err := render(name.AsString(), source, args[1], context())
			if err != nil {
				return cty.NilVal, err
			}
			return result.WithMarks(marks), nil
		},
	})
}

func templateString(context func() *hcl.EvalContext) function.Function {
	return function.New(&function.Spec{
		Params: templateParameters("template"),
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			source, marks := args[0].Unmark()
			result, err := render("the template", []byte(source.AsString()), args[1], context())
			if err != nil {
				return cty.NilVal, err
			}
			text, err := convert.Convert(result, cty.String)
			if err != nil {
				return cty.NilVal, errors.New("the template does not give a string")
			}
			return text.WithMarks(marks), nil
		},
	})
}

func templateParameters(first string) []function.Parameter {
	return []function.Parameter{
		{Name: first, Type: cty.String, AllowMarked: true},
		{Name: "vars", Type: cty.DynamicPseudoType, AllowMarked: true},
	}
}

func render(name string, source []byte, vars cty.Value, context *hcl.EvalContext) (cty.Value, error) {
	if err := CheckTemplate(source); err != nil {
		return cty.NilVal, fmt.Errorf("%s: %w", name, err)
	}
	expression, diagnostics := hclsyntax.ParseTemplate(source, name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return cty.NilVal, firstError(name, diagnostics)
	}
	vars, marks := vars.Unmark()
	variables, err := templateVariables(vars)
	if err != nil {
		return cty.NilVal, err
	}
	for _, traversal := range expression.Variables() {
		if _, ok := variables[traversal.RootName()]; !ok {
			line := traversal.SourceRange().Start.Line
			return cty.NilVal, fmt.Errorf("%s:%d: no variable %q is given", name, line, traversal.RootName())
		}
	}
	context.Variables = variables
	result, diagnostics := expression.Value(context)
	if diagnostics.HasErrors() {
		return cty.NilVal, firstError(name, diagnostics)
	}
	return result.WithMarks(marks), nil
}

func templateVariables(vars cty.Value) (map[string]cty.Value, error) {
	if kind := vars.Type(); !kind.IsMapType() && !kind.IsObjectType() {
		return nil, function.NewArgErrorf(1, "must be a map")
	}
	variables := vars.AsValueMap()
	for name := range variables {
		if !hclsyntax.ValidIdentifier(name) {
			return nil, function.NewArgErrorf(1, "%q cannot be the name of a variable: "+
				"a letter comes first, then letters, digits, - and _", name)
		}
	}
	return variables, nil
}

func firstError(name string, diagnostics hcl.Diagnostics) error {
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == hcl.DiagError {
			line := 0
			if diagnostic.Subject != nil {
				line = diagnostic.Subject.Start.Line
			}
			return fmt.Errorf("%s:%d: %s", name, line, diagnostic.Detail)
		}
	}
	return diagnostics
}
