package lang

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// textFunction is a function from strings to a string; the arguments are known and not
// null.
func textFunction(compute func(args []string) (string, error), parameters ...string) function.Function {
	return function.New(&function.Spec{
		Params:       textParameters(parameters...),
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			texts := make([]string, len(args))
			for i, arg := range args {
				texts[i] = arg.AsString()
			}
			result, err := compute(texts)
			return cty.StringVal(result), err
		},
	})
}

func textParameters(names ...string) []function.Parameter {
	parameters := make([]function.Parameter, len(names))
	for i, name := range names {
		parameters[i] = function.Parameter{Name: name, Type: cty.String}
	}
	return parameters
}

func notNull(result *cty.RefinementBuilder) *cty.RefinementBuilder { return result.NotNull() }
