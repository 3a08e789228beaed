package lang

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

var errOneDefault = errors.New("takes two arguments, or three with a default")

// lookup is a map's or an object's element, or else the default. Of a map whose other
// elements are unknown, what is known is found.
func lookup() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "inputMap", Type: cty.DynamicPseudoType, AllowMarked: true},
			{Name: "key", Type: cty.String, AllowMarked: true},
		},
		VarParam: &function.Parameter{
			Name: "default", Type: cty.DynamicPseudoType,
			AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
		},
		Type: lookupType,
		Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
			from, fromMarks := args[0].Unmark()
			key, keyMarks := args[1].Unmark()
			value, err := lookupValue(from, key, args[2:], kind)
			if err != nil {
				return cty.NilVal, err
			}
			return value.WithMarks(fromMarks, keyMarks), nil
		},
	})
}

func lookupType(args []cty.Value) (cty.Type, error) {
	from, _ := args[0].Unmark()
	key, _ := args[1].Unmark()
	if len(args) > 3 {
		return cty.NilType, errOneDefault
	}
	kind := from.Type()
	switch {
	case kind.IsMapType():
		if len(args) == 3 {
			if _, err := convert.Convert(args[2], kind.ElementType()); err != nil {
				return cty.NilType, function.NewArgErrorf(2, "must be of the type of the map's elements")
			}
		}
		return kind.ElementType(), nil
	case !kind.IsObjectType():
		return cty.NilType, function.NewArgErrorf(0, "must be a map or an object")
	case !key.IsKnown():
		return cty.DynamicPseudoType, nil
	case kind.HasAttribute(key.AsString()):
		return kind.AttributeType(key.AsString()), nil
	case len(args) == 3:
		return args[2].Type(), nil
	}
	return cty.NilType, function.NewArgErrorf(0, "has no attribute %q, and there is no default", key.AsString())
}

func lookupValue(from, key cty.Value, defaults []cty.Value, kind cty.Type) (cty.Value, error) {
	if !from.IsKnown() || !key.IsKnown() {
		return cty.UnknownVal(kind), nil
	}
	if from.Type().IsObjectType() {
		if from.Type().HasAttribute(key.AsString()) {
			return from.GetAttr(key.AsString()), nil
		}
	} else if from.HasIndex(key).True() {
		return from.Index(key), nil
	}
	if len(defaults) == 0 {
		return cty.NilVal, function.NewArgErrorf(0, "has no element %q, and there is no default", key.AsString())
	}
	return convert.Convert(defaults[0], kind)
}

// matchKeys keeps the values whose key, at the same position, is in the search set.
func matchKeys() function.Function {
	list := cty.List(cty.DynamicPseudoType)
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "values", Type: list}, {Name: "keys", Type: list}, {Name: "searchset", Type: list},
		},
		RefineResult: notNull,
		Type: func(args []cty.Value) (cty.Type, error) {
			kind, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()})
			if kind == cty.NilType {
				return cty.NilType, function.NewArgErrorf(1, "must be of the type of the search set")
			}
			return args[0].Type(), nil
		},
		Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown() || !args[2].IsWhollyKnown() {
				return cty.UnknownVal(kind), nil
			}
			values, keys, wanted := unified(args[0], args[1], args[2])
			if len(values) != len(keys) {
				return cty.NilVal, function.NewArgErrorf(1, "must be as long as the list of values")
			}
			var kept []cty.Value
			for i, key := range keys {
				if wanted.Has(key) {
					kept = append(kept, values[i])
				}
			}
			return listOf(kept, kind), nil
		},
	})
}

// unified are the values, the keys, and the search set, the latter two of one type.
func unified(values, keys, wanted cty.Value) ([]cty.Value, []cty.Value, cty.ValueSet) {
	kind, conversions := convert.UnifyUnsafe([]cty.Type{keys.Type(), wanted.Type()})
	for i, list := range []*cty.Value{&keys, &wanted} {
		if conversions[i] == nil {
			continue
		}
		if converted, err := conversions[i](*list); err == nil {
			*list = converted
		}
	}
	set := cty.NewValueSet(kind.ElementType())
	for _, value := range wanted.AsValueSlice() {
		set.Add(value)
	}
	return values.AsValueSlice(), keys.AsValueSlice(), set
}

func listOf(elements []cty.Value, kind cty.Type) cty.Value {
	if len(elements) == 0 {
		return cty.ListValEmpty(kind.ElementType())
	}
	return cty.ListVal(elements)
}

// distinct keeps the first of equal elements. It looks them up by hash, since the lists
// of a hostile source may be long.
func distinct() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "list", Type: cty.List(cty.DynamicPseudoType)}},
		RefineResult: notNull,
		Type:         func(args []cty.Value) (cty.Type, error) { return args[0].Type(), nil },
		Impl: func(args []cty.Value, kind cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() {
				return cty.UnknownVal(kind), nil
			}
			seen := cty.NewValueSet(kind.ElementType())
			var kept []cty.Value
			for _, element := range args[0].AsValueSlice() {
				if !seen.Has(element) {
					seen.Add(element)
					kept = append(kept, element)
				}
			}
			return listOf(kept, kind), nil
		},
	})
}

// transpose turns keys of lists of strings into strings of sorted lists of keys.
func transpose() function.Function {
	lists := cty.Map(cty.List(cty.String))
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "values", Type: lists}},
		Type:         function.StaticReturnType(lists),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() {
				return cty.UnknownVal(lists), nil
			}
			turned := map[string][]cty.Value{}
			for it := args[0].ElementIterator(); it.Next(); {
				key, list := it.Element()
				if list.IsNull() {
					return cty.NilVal, function.NewArgErrorf(0, "must have no null list")
				}
				for _, element := range list.AsValueSlice() {
					if element.IsNull() {
						return cty.NilVal, function.NewArgErrorf(0, "must have no null in a list")
					}
					turned[element.AsString()] = append(turned[element.AsString()], key)
				}
			}
			return mapOfLists(turned), nil
		},
	})
}

func mapOfLists(lists map[string][]cty.Value) cty.Value {
	if len(lists) == 0 {
		return cty.MapValEmpty(cty.List(cty.String))
	}
	values := make(map[string]cty.Value, len(lists))
	for key, list := range lists {
		values[key] = cty.ListVal(list)
	}
	return cty.MapVal(values)
}
