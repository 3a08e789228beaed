package lang

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/pinelint/pinelint/pkg/collect"
)

// maxErrorText is the length of a function's error text, in bytes: libraries quote their
// input, which may be a whole file.
const maxErrorText = 240

var errSensitive = errors.New("the arguments are not as they must be; they are sensitive, so no more is said")

// limit refuses arguments whose result would be too large. They may be unknown, and they
// bear no marks on the outside.
type limit func(args []cty.Value) error

// guard keeps a function's result within bounds and secrets out of its errors. before may
// be nil.
func guard(f function.Function, before limit) function.Function {
	spec := &function.Spec{
		// The function itself says what it makes of nulls, unknowns and marks.
		Params: permissive(f.Params()),
		Type: func(args []cty.Value) (cty.Type, error) {
			if before != nil {
				if err := before(unmarked(args)); err != nil {
					return cty.NilType, presentable(err, args)
				}
			}
			kind, err := f.ReturnTypeForValues(args)
			return kind, presentable(err, args)
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result, err := f.Call(args)
			if err == nil {
				err = checkResult(result)
			}
			return result, presentable(err, args)
		},
	}
	if last := f.VarParam(); last != nil {
		spec.VarParam = &permissive([]function.Parameter{*last})[0]
	}
	return function.New(spec)
}

func permissive(parameters []function.Parameter) []function.Parameter {
	for i := range parameters {
		parameters[i].AllowNull = true
		parameters[i].AllowUnknown = true
		parameters[i].AllowDynamicType = true
		parameters[i].AllowMarked = true
	}
	return parameters
}

func unmarked(args []cty.Value) []cty.Value {
	bare := make([]cty.Value, len(args))
	for i, arg := range args {
		bare[i], _ = arg.Unmark()
	}
	return bare
}

// checkResult looks at the outermost level: what is in it was a result once, too.
func checkResult(result cty.Value) error {
	bare, _ := result.Unmark()
	if !bare.IsKnown() || bare.IsNull() {
		return nil
	}
	switch kind := bare.Type(); {
	case kind == cty.String && len(bare.AsString()) > maxText:
		return errTextTooLong
	case kind.IsCollectionType() && bare.LengthInt() > maxElements:
		return errTooManyElements
	}
	return nil
}

// presentable keeps what is sensitive, and what is long, out of an error's text. Which
// argument the error is about stays known.
func presentable(err error, args []cty.Value) error {
	if err == nil {
		return nil
	}
	for _, arg := range args {
		if _, marks := arg.UnmarkDeep(); hasSensitive(marks) {
			return errSensitive
		}
	}
	text := collect.Redact(strings.ToValidUTF8(err.Error(), "�"))
	if len(text) > maxErrorText {
		end := maxErrorText
		for !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end] + "…"
	}
	if argument, ok := errors.AsType[function.ArgError](err); ok {
		return function.NewArgErrorf(argument.Index, "%s", text)
	}
	return errors.New(text)
}

func hasSensitive(marks cty.ValueMarks) bool {
	_, sensitive := marks[Sensitive]
	return sensitive
}
