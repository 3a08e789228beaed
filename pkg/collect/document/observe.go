package document

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxValues bounds the values of one observation, which aliases could make endless.
const maxValues = 50_000

// Observe writes the members of a map into an observation, as its type has them, and
// finishes it. It is false for a type that a snapshot does not hold. Needed is what would tell
// what is unknown.
func Observe(types snapshot.Types, o *snapshot.Observation, values *Value, at snapshot.Position, needed string) bool {
	w := writer{o: o, left: maxValues}
	o.Values = map[string]any{}
	w.place("", at, nil)
	for _, field := range values.Fields {
		if !collect.Wants(types, o.Type, field.Name) {
			continue
		}
		if value, ok := w.value(snapshot.Child("", field.Name), field.Value, nil); ok {
			o.Values[field.Name] = value
		}
	}
	slices.SortStableFunc(o.Locations, func(a, b snapshot.Placed) int { return strings.Compare(a.Pointer, b.Pointer) })
	if w.left < 0 {
		o.Complete = false
		o.Unknown = set(o.Unknown, "", snapshot.Unknown{
			Reason: fmt.Sprintf("it has more than %d values: the rest is not read", maxValues),
		})
	}
	held := collect.Finish(types, o)
	for pointer, what := range o.Unknown {
		what.Needed = needed
		o.Unknown[pointer] = what
	}
	return held
}

// Record writes all members of a map into an observation of no type that a snapshot holds, and
// gives what its texts are made of, by pointer.
func Record(o *snapshot.Observation, values *Value, at snapshot.Position) map[string][]collect.Piece {
	w := writer{o: o, left: maxValues, pieces: map[string][]collect.Piece{}}
	o.Unknown = map[string]snapshot.Unknown{}
	w.place("", at, nil)
	made, _ := w.value("", values, &at)
	o.Values, _ = made.(map[string]any)
	if o.Values == nil {
		o.Values = map[string]any{}
	}
	slices.SortStableFunc(o.Locations, func(a, b snapshot.Placed) int { return strings.Compare(a.Pointer, b.Pointer) })
	return w.pieces
}

type writer struct {
	o    *snapshot.Observation
	left int
	// pieces are what texts are made of, if they are wanted.
	pieces map[string][]collect.Piece
}

// value writes a value at a pointer and returns it; false where it is absent or unknown.
func (w *writer) value(pointer string, v *Value, parent *snapshot.Position) (any, bool) {
	if w.left--; w.left < 0 || v.Absent() {
		return nil, false
	}
	w.place(pointer, v.At, parent)
	if len(v.References) > 0 {
		sorted := slices.Clone(v.References)
		slices.Sort(sorted)
		w.o.References = set(w.o.References, pointer, slices.Compact(sorted))
	}
	w.piece(pointer, v)
	switch {
	case v.Unknown != nil:
		w.o.Unknown = set(w.o.Unknown, pointer, redacted(*v.Unknown))
		return nil, false
	case v.Kind == List:
		list := make([]any, len(v.Items))
		for i, item := range v.Items {
			list[i], _ = w.value(snapshot.Element(pointer, i), item, &v.At)
		}
		return list, true
	case v.Kind == Map:
		object := make(map[string]any, len(v.Fields))
		for _, field := range v.Fields {
			if value, ok := w.value(snapshot.Child(pointer, field.Name), field.Value, &v.At); ok {
				object[field.Name] = value
			}
		}
		return object, true
	default:
		return v.Scalar, true
	}
}

// piece notes what a text is made of.
func (w *writer) piece(pointer string, v *Value) {
	if w.pieces == nil || v.Kind != Scalar {
		return
	}
	text, ok := v.Scalar.(string)
	if v.Unknown != nil {
		text, ok = collect.Redact(v.Unknown.Pattern), v.Unknown.Pattern != ""
	}
	if ok && text != "" {
		w.pieces[pointer] = []collect.Piece{{Text: text, At: v.At.Location}}
	}
}

// place records where a value stands, unless its parent stands there as well.
func (w *writer) place(pointer string, at snapshot.Position, parent *snapshot.Position) {
	if at.File == "" || parent != nil && reflect.DeepEqual(at, *parent) {
		return
	}
	w.o.Locations = append(w.o.Locations, snapshot.Placed{Pointer: pointer, Position: at})
}

func redacted(why snapshot.Unknown) snapshot.Unknown {
	why.Expression, why.Reason = collect.Redact(why.Expression), collect.Redact(why.Reason)
	why.Prefix, why.Pattern = collect.Redact(why.Prefix), collect.Redact(why.Pattern)
	return why
}

func set[V any](all map[string]V, key string, value V) map[string]V {
	if all == nil {
		all = map[string]V{}
	}
	all[key] = value
	return all
}
