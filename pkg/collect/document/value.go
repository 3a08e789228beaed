package document

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Value is what a node comes to. A value that is unknown has no kind.
type Value struct {
	Kind   Kind
	Scalar any
	Items  []*Value
	Fields []Field
	// Unknown says why nobody can tell it.
	Unknown *snapshot.Unknown
	// References are the attributes that it was made from, as address.attribute.
	References []string
	// Note is for the language whose value it is.
	Note string
	// At is where a person would edit it, and the places that it passed on its way.
	At snapshot.Position
}

// Field is a member of a map, and where it stands.
type Field struct {
	Name  string
	Value *Value
}

// Absent says whether a value is there at all.
func (v *Value) Absent() bool {
	return v == nil || v.Unknown == nil && v.Kind == Scalar && v.Scalar == nil
}

// Known is a scalar's text. It is false for all else, and where the scalar is unknown.
func (v *Value) Known() (string, bool) {
	if v == nil || v.Unknown != nil || v.Kind != Scalar {
		return "", false
	}
	return Text(v.Scalar)
}

// Get is a member of a map. Of what is unknown every member is.
func (v *Value) Get(name string) *Value {
	switch {
	case v == nil:
		return nil
	case v.Unknown != nil:
		return v
	}
	for i := range v.Fields {
		if v.Fields[i].Name == name {
			return v.Fields[i].Value
		}
	}
	return nil
}

// Set adds a member to a map, or replaces it. A value that is absent is not added.
func (v *Value) Set(name string, value *Value) {
	if value.Absent() {
		return
	}
	at := slices.IndexFunc(v.Fields, func(f Field) bool { return f.Name == name })
	if at >= 0 {
		v.Fields[at].Value = value
		return
	}
	v.Fields = append(v.Fields, Field{Name: name, Value: value})
}

// Passed is the value as it came through another place, which the note tells of.
func (v *Value) Passed(through snapshot.Location, note string) *Value {
	if v == nil {
		return nil
	}
	passed := *v
	passed.At.Via = append(slices.Clip(v.At.Via), snapshot.Via{Location: through, Note: note})
	return &passed
}

// Moved is the value as if it stood elsewhere.
func (v *Value) Moved(at snapshot.Position) *Value {
	moved := *v
	moved.At = at
	return &moved
}

// String is a value of a text.
func String(text string, at snapshot.Position) *Value { return &Value{Scalar: text, At: at} }

// Unclear is a value that nobody can tell. A name, where there is one, stands in patterns
// for it.
func Unclear(at snapshot.Position, expression, reason, name string) *Value {
	place := at.Location
	why := snapshot.Unknown{Expression: expression, Reason: reason, Location: &place}
	if name != "" {
		why.Pattern = "${" + name + "}"
	}
	return &Value{Unknown: &why, At: at}
}

// Join is the text of several values one after the other, with a text between any two. It
// is false where one of them is a list or a map.
func Join(at snapshot.Position, expression, between string, parts []*Value) (*Value, bool) {
	var text strings.Builder
	joined := &Value{At: at}
	for i, part := range parts {
		if i > 0 {
			text.WriteString(between)
		}
		known, ok := part.Known()
		switch {
		case ok:
			text.WriteString(known)
		case part.Absent():
		case part.Unknown == nil:
			return nil, false
		default:
			joined.hide(part, expression, text.String())
			text.WriteString(part.pattern())
		}
		if part != nil {
			joined.References = append(joined.References, part.References...)
		}
	}
	if joined.Unknown == nil {
		joined.Scalar = text.String()
		return joined, true
	}
	joined.Unknown.Pattern = text.String()
	return joined, true
}

// hide makes a text unknown since a part of it is; the first such part says why.
func (v *Value) hide(part *Value, expression, before string) {
	if v.Unknown != nil {
		return
	}
	why := *part.Unknown
	why.Expression, why.Prefix = expression, before+why.Prefix
	v.Unknown = &why
}

func (v *Value) pattern() string {
	if v.Unknown.Pattern != "" {
		return v.Unknown.Pattern
	}
	return "${" + strings.NewReplacer("{", "(", "}", ")", "$", "").Replace(v.Unknown.Expression) + "}"
}

// Plain is the value without places, and whether all of it is known.
func (v *Value) Plain() (any, bool) {
	switch {
	case v == nil:
		return nil, true
	case v.Unknown != nil:
		return nil, false
	case v.Kind == List:
		list, all := make([]any, len(v.Items)), true
		for i, item := range v.Items {
			value, ok := item.Plain()
			list[i], all = value, all && ok
		}
		return list, all
	case v.Kind == Map:
		object, all := make(map[string]any, len(v.Fields)), true
		for _, field := range v.Fields {
			value, ok := field.Value.Plain()
			object[field.Name], all = value, all && ok
		}
		return object, all
	default:
		return v.Scalar, true
	}
}
