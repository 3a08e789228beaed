package snapshot

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// Locations are positions by JSON pointer, sorted by pointer. It is a slice and not a
// map since a large repository has hundreds of thousands of them; in JSON it is an
// object. The zero value is empty and ready to use.
type Locations []Placed

// Placed is one entry of [Locations].
type Placed struct {
	Pointer string
	Position
}

// Set adds the position of a pointer, or replaces it.
func (l *Locations) Set(pointer string, position Position) {
	at, found := l.find(pointer)
	if found {
		(*l)[at].Position = position
		return
	}
	*l = slices.Insert(*l, at, Placed{Pointer: pointer, Position: position})
}

// Get is the position of exactly this pointer.
func (l Locations) Get(pointer string) (Position, bool) {
	at, found := l.find(pointer)
	if !found {
		return Position{}, false
	}
	return l[at].Position, true
}

// Nearest is the position of the pointer, or else of its nearest parent that has one.
func (l Locations) Nearest(pointer string) (Position, bool) {
	position, _, ok := l.nearest(pointer)
	return position, ok
}

func (l Locations) find(pointer string) (int, bool) {
	return slices.BinarySearchFunc(l, pointer, func(placed Placed, pointer string) int {
		return strings.Compare(placed.Pointer, pointer)
	})
}

// MarshalJSON writes an object whose keys are the pointers.
func (l Locations) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, placed := range l {
		if i > 0 {
			out.WriteByte(',')
		}
		key, err := json.Marshal(placed.Pointer)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(placed.Position)
		if err != nil {
			return nil, err
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (l *Locations) UnmarshalJSON(data []byte) error {
	var object map[string]Position
	if err := json.Unmarshal(data, &object); err != nil {
		return err
	}
	*l = make(Locations, 0, len(object))
	for pointer, position := range object {
		*l = append(*l, Placed{Pointer: pointer, Position: position})
	}
	slices.SortFunc(*l, func(a, b Placed) int { return strings.Compare(a.Pointer, b.Pointer) })
	return nil
}
