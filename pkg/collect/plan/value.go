package plan

import (
	"encoding/json"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// deepest is where reading values ends: no attribute comes near.
const deepest = 200

// attributes reads an object of values, of which it keeps what is wanted.
func (r *reader) attributes(wanted func(string) bool) (map[string]any, error) {
	if r.PeekKind() != '{' {
		return nil, r.SkipValue()
	}
	values := map[string]any{}
	err := r.object(func(name string) error {
		if !wanted(name) {
			return r.SkipValue()
		}
		value, err := r.value(1)
		if value != nil {
			values[name] = value
		}
		return err
	})
	return values, err
}

// value reads any value into a tree. Nulls are dropped from objects.
func (r *reader) value(depth int) (any, error) {
	kind := r.PeekKind()
	if depth > deepest {
		return nil, r.SkipValue()
	}
	switch kind {
	case '{':
		object := map[string]any{}
		err := r.object(func(name string) error {
			value, err := r.value(depth + 1)
			if value != nil {
				object[name] = value
			}
			return err
		})
		return object, err
	case '[':
		list := []any{}
		err := r.list(func() error {
			value, err := r.value(depth + 1)
			list = append(list, value)
			return err
		})
		return list, err
	default:
		return r.scalar()
	}
}

func (r *reader) scalar() (any, error) {
	raw, err := r.ReadValue()
	if err != nil {
		return nil, err
	}
	switch raw.Kind() {
	case '"':
		return r.words.value(raw)
	case '0':
		return json.Number(raw), nil
	case 't':
		return true, nil
	case 'f':
		return false, nil
	default:
		return nil, nil
	}
}

// marks reads a tree that has true where something is so (unknown, sensitive) and gives
// the pointers of what is wanted of it.
func (r *reader) marks(wanted func(string) bool) ([]string, error) {
	var marked []string
	if r.PeekKind() != '{' {
		err := r.marksBelow("", 1, &marked)
		return marked, err
	}
	err := r.object(func(name string) error {
		if !wanted(name) {
			return r.SkipValue()
		}
		return r.marksBelow(r.words.pointer(name), 2, &marked)
	})
	return marked, err
}

func (r *reader) marksBelow(pointer string, depth int, marked *[]string) error {
	kind := r.PeekKind()
	switch {
	case kind == 't':
		*marked = append(*marked, pointer)
		return r.SkipValue()
	case kind == '{' && depth <= deepest:
		return r.object(func(name string) error {
			return r.marksBelow(snapshot.Child(pointer, name), depth+1, marked)
		})
	case kind == '[' && depth <= deepest:
		index := -1
		return r.list(func() error {
			index++
			return r.marksBelow(snapshot.Element(pointer, index), depth+1, marked)
		})
	default:
		return r.SkipValue()
	}
}
