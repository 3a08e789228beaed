package config

import (
	"encoding"
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// word decodes a scalar of a type that reads its own text.
func (d *decoder) word(at *node, pointer string, reader encoding.TextUnmarshaler) (any, bool) {
	if !d.clean(at, pointer) {
		return nil, false
	}
	if err := reader.UnmarshalText([]byte(at.Value)); err != nil {
		return d.invalid(at, pointer, "is %s: %s", show(at.Value), err)
	}
	if writer, ok := reader.(encoding.TextMarshaler); ok {
		if text, err := writer.MarshalText(); err == nil {
			return string(text), true
		}
	}
	return at.Value, true
}

func (d *decoder) scalar(at *node, pointer string, out reflect.Value, want constraint) (any, bool) {
	if at.Kind != yaml.ScalarNode {
		return d.invalid(at, pointer, "must be %s, not a list or a mapping", wanted(out.Type()))
	}
	if !d.clean(at, pointer) {
		return nil, false
	}
	switch out.Kind() {
	case reflect.String:
		return d.string(at, pointer, out, want)
	case reflect.Bool:
		value, err := strconv.ParseBool(strings.ToLower(at.Value))
		if at.Tag != "!!bool" || err != nil {
			return d.invalid(at, pointer, "is %s: it must be true or false", show(at.Value))
		}
		out.SetBool(value)
		return value, true
	default:
		return d.number(at, pointer, out, want)
	}
}

// clean refuses a scalar with a secret in it.
func (d *decoder) clean(at *node, pointer string) bool {
	if d.redact(at.Value) == at.Value {
		return true
	}
	d.file.Invalid = append(d.file.Invalid, pointer)
	d.problem(d.text.span(at), secretMessage)
	return false
}

// string takes a number or a truth value for the text that it is, and says that quotes
// are missing: without them 012 would be ten.
func (d *decoder) string(at *node, pointer string, out reflect.Value, want constraint) (any, bool) {
	switch at.Tag {
	case "!!str":
	case "!!int", "!!float", "!!bool", "!!timestamp":
		d.problem(d.text.span(at), "%s must be text: put it in quotes, %q", readable(pointer), at.Value)
	default:
		return d.invalid(at, pointer, "has the YAML tag %s: it must be text", show(at.Tag))
	}
	if fault := want.text(at.Value); fault != "" {
		return d.invalid(at, pointer, "is %s: %s", show(at.Value), fault)
	}
	out.SetString(at.Value)
	return at.Value, true
}

func (d *decoder) number(at *node, pointer string, out reflect.Value, want constraint) (any, bool) {
	plain := strings.ReplaceAll(at.Value, "_", "")
	whole, err := strconv.ParseInt(plain, 0, 64)
	number := float64(whole)
	if err != nil {
		number, err = strconv.ParseFloat(plain, 64)
		whole = int64(number)
	}
	switch {
	case at.Tag != "!!int" && at.Tag != "!!float", err != nil, math.IsInf(number, 0), math.IsNaN(number):
		return d.invalid(at, pointer, "is %s: it must be %s", show(at.Value), wanted(out.Type()))
	case want.minimum != nil && number < *want.minimum:
		return d.invalid(at, pointer, "is %s: it must be %v or more", show(at.Value), *want.minimum)
	case out.CanFloat():
		out.SetFloat(number)
		return json.Number(strconv.FormatFloat(number, 'f', -1, 64)), true
	case float64(whole) != number, out.OverflowInt(whole), math.Abs(number) > 1<<53:
		return d.invalid(at, pointer, "is %s: it must be %s", show(at.Value), wanted(out.Type()))
	}
	out.SetInt(whole)
	return json.Number(strconv.FormatInt(whole, 10)), true
}

// show quotes a value in a message, if it is short enough to be read there.
func show(value string) string {
	if len(value) > 60 {
		return "a text of " + strconv.Itoa(len(value)) + " bytes"
	}
	return strconv.Quote(value)
}

// wanted says what a type's value looks like.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "a mapping"
	case reflect.Pointer:
		return wanted(t.Elem())
	default:
		return "a text"
	}
}
