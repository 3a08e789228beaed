package lang

import (
	"errors"
	"math/big"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

var errNotWhole = errors.New("must be a whole number")

// signum is -1, 0 or 1. Terraform takes whole numbers only.
func signum() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "num", Type: cty.Number}},
		Type:         function.StaticReturnType(cty.Number),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if err := checkWhole(args[0]); err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return cty.NumberIntVal(int64(args[0].AsBigFloat().Sign())), nil
		},
	})
}

// checkWhole also refuses numbers with so many digits that only an attack has them.
func checkWhole(number cty.Value) error {
	value := number.AsBigFloat()
	if value.IsInf() || !value.IsInt() {
		return errNotWhole
	}
	return checkNumber(value)
}

func bigInt(whole cty.Value) *big.Int {
	number, _ := whole.AsBigFloat().Int(nil)
	return number
}
