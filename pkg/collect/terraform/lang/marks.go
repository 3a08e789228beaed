package lang

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func markFunctions() map[string]function.Function {
	return map[string]function.Function{
		"ephemeralasnull": ephemeralAsNull(),
		"issensitive":     isSensitive(),
		"nonsensitive": remark(func(value cty.Value) cty.Value {
			bare, marks := value.Unmark()
			delete(marks, Sensitive)
			return bare.WithMarks(marks)
		}),
		"sensitive": remark(func(value cty.Value) cty.Value { return value.Mark(Sensitive) }),
	}
}

func remark(change func(value cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParameter("value")},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return change(args[0]), nil
		},
	})
}

// isSensitive is unknown for what is unknown and not marked, since the mark may come with
// the value.
func isSensitive() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{anyParameter("value")},
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			switch {
			case args[0].HasMark(Sensitive):
				return cty.True, nil
			case !args[0].IsKnown():
				return cty.UnknownVal(cty.Bool), nil
			}
			return cty.False, nil
		},
	})
}

func ephemeralAsNull() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyParameter("value")},
		Type:   func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.Transform(args[0], func(_ cty.Path, value cty.Value) (cty.Value, error) {
				bare, marks := value.Unmark()
				if _, ephemeral := marks[Ephemeral]; !ephemeral {
					return value, nil
				}
				delete(marks, Ephemeral)
				return cty.NullVal(bare.Type()).WithMarks(marks), nil
			})
		},
	})
}

// anyParameter takes every value there is, with its marks.
func anyParameter(name string) function.Parameter {
	return function.Parameter{
		Name: name, Type: cty.DynamicPseudoType,
		AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
	}
}
