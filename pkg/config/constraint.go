package config

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

var plainKey = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// constraint is what the jsonschema tag of a field demands of its value, or, but for minItems,
// of each element of a list: the tag is the one place that says so, for the decoder and for
// the schema that is generated from it.
type constraint struct {
	required  bool
	enum      []string
	pattern   *regexp.Regexp
	shape     string // the pattern in words
	minimum   *float64
	minLength int
	minItems  int
}

func constraintOf(field reflect.StructField) (want constraint) {
	want.shape = field.Tag.Get("shape")
	tag := strings.ReplaceAll(field.Tag.Get("jsonschema"), `\,`, "\x00")
	for part := range strings.SplitSeq(tag, ",") {
		name, value, _ := strings.Cut(strings.ReplaceAll(part, "\x00", ","), "=")
		switch name {
		case "required":
			want.required = true
		case "enum":
			want.enum = append(want.enum, value)
		case "pattern":
			want.pattern, _ = regexp.Compile(value)
		case "minimum":
			if least, err := strconv.ParseFloat(value, 64); err == nil {
				want.minimum = &least
			}
		case "minLength":
			want.minLength, _ = strconv.Atoi(value)
		case "minItems":
			want.minItems, _ = strconv.Atoi(value)
		}
	}
	return want
}

// text is what is wrong with a text, or "".
func (c constraint) text(value string) string {
	switch {
	case len(c.enum) > 0 && !slices.Contains(c.enum, value):
		return "use " + choice(c.enum)
	case utf8.RuneCountInString(value) < c.minLength:
		return "it must not be empty"
	case c.pattern != nil && !c.pattern.MatchString(value):
		return "it must be " + c.shape
	default:
		return ""
	}
}

// choice lists names as a sentence does: a, b or c.
func choice(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// keys are what the mapping of a struct may hold.
type keys struct {
	names  []string // in the struct's order
	fields map[string]field
}

type field struct {
	index int
	want  constraint
}

// keysOf reads a struct's tags, once for each type.
func (d *decoder) keysOf(holder reflect.Type) keys {
	if known, ok := d.known[holder]; ok {
		return known
	}
	read := keys{fields: map[string]field{}}
	for i := range holder.NumField() {
		if name := holder.Field(i).Tag.Get("yaml"); name != "" && name != "-" {
			read.names = append(read.names, name)
			read.fields[name] = field{i, constraintOf(holder.Field(i))}
		}
	}
	d.known[holder] = read
	return read
}
