package lang

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// allTrue is false as soon as one element is false or null, also when others are unknown.
func allTrue() function.Function { return quantifier(cty.False, cty.True) }

// anyTrue is true as soon as one element is true, also when others are unknown.
func anyTrue() function.Function { return quantifier(cty.True, cty.False) }

// quantifier gives decisive when an element is it, and otherwise the other one, or unknown
// when an element is. A null counts as false.
func quantifier(decisive, otherwise cty.Value) function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result := otherwise
			for _, element := range args[0].AsValueSlice() {
				if element.IsNull() {
					element = cty.False
				}
				if !element.IsKnown() {
					result = cty.UnknownVal(cty.Bool)
				} else if element.RawEquals(decisive) {
					return decisive, nil
				}
			}
			return result, nil
		},
	})
}

// length counts grapheme clusters of a string, and elements of anything else. What the
// type alone tells is known also where the value is not.
func length() function.Function {
	parameter := anyParameter("value")
	parameter.AllowNull = false
	return function.New(&function.Spec{
		Params:       []function.Parameter{parameter},
		RefineResult: notNull,
		Type: func(args []cty.Value) (cty.Type, error) {
			kind := args[0].Type()
			if kind == cty.String || kind == cty.DynamicPseudoType || kind.IsCollectionType() ||
				kind.IsTupleType() || kind.IsObjectType() {
				return cty.Number, nil
			}
			return cty.NilType, function.NewArgErrorf(0, "a %s has no length: give a string or a collection",
				kind.FriendlyName())
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			value, marks := args[0].Unmark()
			count, err := countOf(value)
			return count.WithMarks(marks), err
		},
	})
}

func countOf(value cty.Value) (cty.Value, error) {
	switch kind := value.Type(); {
	case kind == cty.DynamicPseudoType:
		return cty.UnknownVal(cty.Number), nil
	case kind == cty.String:
		return stdlib.Strlen(value)
	case kind.IsTupleType():
		return cty.NumberIntVal(int64(kind.Length())), nil
	case kind.IsObjectType():
		return cty.NumberIntVal(int64(len(kind.AttributeTypes()))), nil
	}
	return value.Length(), nil
}

// index is the position of the first element that equals the value.
func index() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "list", Type: cty.DynamicPseudoType},
			{Name: "value", Type: cty.DynamicPseudoType},
		},
		RefineResult: notNull,
		Type: func(args []cty.Value) (cty.Type, error) {
			if kind := args[0].Type(); !kind.IsListType() && !kind.IsTupleType() {
				return cty.NilType, function.NewArgErrorf(0, "must be a list or a tuple")
			}
			return cty.Number, nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			for i, element := range args[0].AsValueSlice() {
				equal := element.Equals(args[1])
				if !equal.IsKnown() {
					return cty.UnknownVal(cty.Number), nil
				}
				if equal.True() {
					return cty.NumberIntVal(int64(i)), nil
				}
			}
			return cty.NilVal, errors.New("no element has this value")
		},
	})
}

// one is the only element, or null where there is none.
func one() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
		Type: func(args []cty.Value) (cty.Type, error) {
			switch kind := args[0].Type(); {
			case kind.IsListType(), kind.IsSetType():
				return kind.ElementType(), nil
			case !kind.IsTupleType():
				return cty.NilType, function.NewArgErrorf(0, "must be a list, a set or a tuple")
			case kind.Length() == 0:
				return cty.DynamicPseudoType, nil
			case kind.Length() == 1:
				return kind.TupleElementType(0), nil
			}
			return cty.NilType, errMoreThanOne
		},
		Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
			count := args[0].Length()
			switch {
			case !count.IsKnown():
				return cty.UnknownVal(kind), nil
			case count.RawEquals(cty.Zero):
				return cty.NullVal(kind), nil
			case args[0].LengthInt() > 1:
				return cty.NilVal, errMoreThanOne
			}
			return args[0].AsValueSlice()[0], nil
		},
	})
}

var errMoreThanOne = function.NewArgErrorf(0, "must have one element or none")

// sum converts each element to a number before it adds it.
func sum() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
		Type: func(args []cty.Value) (cty.Type, error) {
			if kind := args[0].Type(); !kind.IsListType() && !kind.IsSetType() && !kind.IsTupleType() {
				return cty.NilType, function.NewArgErrorf(0, "must be a list, a set or a tuple of numbers")
			}
			return cty.Number, nil
		},
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			elements := args[0].AsValueSlice()
			if len(elements) == 0 {
				return cty.NilVal, function.NewArgErrorf(0, "must have at least one element")
			}
			total := cty.Zero
			for _, element := range elements {
				number, err := convert.Convert(element, cty.Number)
				if err != nil || number.IsNull() {
					return cty.NilVal, function.NewArgErrorf(0, "must have only numbers")
				}
				total = total.Add(number)
			}
			return total, nil
		},
	})
}
