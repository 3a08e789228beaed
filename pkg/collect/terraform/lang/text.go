package lang

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// basename and dirname take slashes only: a scanned repository is read the same on every
// platform.
func basename() function.Function {
	return textFunction(func(args []string) (string, error) { return path.Base(args[0]), nil }, "path")
}

func dirname() function.Function {
	return textFunction(func(args []string) (string, error) { return path.Dir(args[0]), nil }, "path")
}

// startsWith also answers for a string of which only the beginning is known.
func startsWith() function.Function {
	parameters := textParameters("str", "prefix")
	parameters[0].AllowUnknown = true
	return function.New(&function.Spec{
		Params:       parameters,
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			prefix := args[1].AsString()
			if args[0].IsKnown() {
				return cty.BoolVal(strings.HasPrefix(args[0].AsString(), prefix)), nil
			}
			known := args[0].Range().StringPrefix()
			switch {
			case strings.HasPrefix(known, prefix):
				return cty.True, nil
			case !strings.HasPrefix(prefix, known):
				return cty.False, nil
			}
			return cty.UnknownVal(cty.Bool), nil
		},
	})
}

func endsWith() function.Function { return textTest(strings.HasSuffix, "suffix") }

func textContains() function.Function { return textTest(strings.Contains, "substr") }

func textTest(holds func(text, part string) bool, part string) function.Function {
	return function.New(&function.Spec{
		Params:       textParameters("str", part),
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(holds(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

// replace takes a substring, or a regular expression between slashes.
func replace() function.Function {
	return textFunction(func(args []string) (string, error) {
		text, old, with := args[0], args[1], args[2]
		if len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
			return replaceMatches(text, old[1:len(old)-1], with)
		}
		if len(text)+strings.Count(text, old)*max(0, len(with)-len(old)) > maxText {
			return "", errTextTooLong
		}
		return strings.ReplaceAll(text, old, with), nil
	}, "str", "substr", "replace")
}

// replaceMatches is regexp's ReplaceAllString that gives up when the result grows too
// long.
func replaceMatches(text, pattern, with string) (string, error) {
	expression, err := regexp.Compile(pattern)
	if err != nil {
		return "", fmt.Errorf("/%s/ is not a regular expression: %w", pattern, err)
	}
	if len(text) > maxMatchedText {
		return "", errMatchedTextTooLong
	}
	var out []byte
	end := 0
	for _, match := range expression.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, text[end:match[0]]...)
		out = expression.ExpandString(out, with, text, match)
		end = match[1]
		if len(out) > maxText {
			return "", errTextTooLong
		}
	}
	return string(append(out, text[end:]...)), nil
}

// timeCompare is -1, 0 or 1 as the first RFC 3339 time is before, at or after the second.
func timeCompare() function.Function {
	return function.New(&function.Spec{
		Params:       textParameters("timestamp_a", "timestamp_b"),
		Type:         function.StaticReturnType(cty.Number),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			var times [2]time.Time
			for i, arg := range args {
				parsed, err := time.Parse(time.RFC3339, arg.AsString())
				if err != nil {
					return cty.NilVal, function.NewArgErrorf(i, "%q is not a time such as 2026-01-31T10:00:00Z", arg.AsString())
				}
				times[i] = parsed
			}
			return cty.NumberIntVal(int64(times[0].Compare(times[1]))), nil
		},
	})
}
