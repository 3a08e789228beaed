package lang

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

func conversionFunctions() map[string]function.Function {
	return map[string]function.Function{
		"tobool":   conversion(cty.Bool),
		"tolist":   conversion(cty.List(cty.DynamicPseudoType)),
		"tomap":    conversion(cty.Map(cty.DynamicPseudoType)),
		"tonumber": conversion(cty.Number),
		"toset":    conversion(cty.Set(cty.DynamicPseudoType)),
		"tostring": conversion(cty.String),
	}
}

// conversion keeps the marks where they are: a list of one sensitive element is itself
// not sensitive. What type the elements get is known with the value only.
func conversion(to cty.Type) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParameter("v")},
		Type: func(args []cty.Value) (cty.Type, error) {
			if !to.HasDynamicTypes() {
				return to, nil
			}
			return cty.DynamicPseudoType, nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			converted, err := convert.Convert(args[0], to)
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return converted, nil
		},
	})
}
