package lang

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// unpredictable are the functions whose result no reading of the source can tell: it
// hangs on the clock, on chance, or on the folder and the user that Terraform runs as.
// rsadecrypt is among them since what it returns is a secret.
func unpredictable() map[string]function.Function {
	return map[string]function.Function{
		"abspath":       unknownText("path"),
		"bcrypt":        unknownHash(),
		"pathexpand":    unknownText("path"),
		"plantimestamp": unknownText(),
		"rsadecrypt":    unknownText("ciphertext", "privatekey"),
		"timestamp":     unknownText(),
		"uuid":          unknownText(),
	}
}

func unknownText(parameters ...string) function.Function {
	return function.New(unknownSpec(parameters...))
}

func unknownHash() function.Function {
	spec := unknownSpec("str")
	spec.VarParam = &function.Parameter{Name: "cost", Type: cty.Number}
	return function.New(spec)
}

func unknownSpec(parameters ...string) *function.Spec {
	return &function.Spec{
		Params:       textParameters(parameters...),
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(_ []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.UnknownVal(cty.String), nil
		},
	}
}
