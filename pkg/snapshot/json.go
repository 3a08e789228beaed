package snapshot

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Write writes a snapshot as JSON, a resource a line, so that two snapshots can be
// compared by line. Memory does not grow with the snapshot.
func Write(w io.Writer, s *Snapshot) error {
	out := &writer{w: bufio.NewWriter(w)}
	out.raw(`{"schema":`).value(s.Schema).raw(`,"version":`).value(s.Version).raw(",\n\"sources\":[")
	for i, source := range s.Sources {
		out.separate(i).value(source)
	}
	out.raw("\n],\n\"resources\":{")
	for i, name := range slices.Sorted(maps.Keys(s.Resources)) {
		out.separate(i).value(name).raw(":[")
		for j, resource := range s.Resources[name] {
			out.separate(j).value(resource)
		}
		out.raw("\n]")
	}
	out.raw("\n}}\n")
	return cmp.Or(out.err, out.w.Flush())
}

// writer keeps the first error.
type writer struct {
	w   *bufio.Writer
	err error
}

func (w *writer) raw(text string) *writer {
	if w.err == nil {
		_, w.err = w.w.WriteString(text)
	}
	return w
}

func (w *writer) separate(index int) *writer {
	if index > 0 {
		w.raw(",")
	}
	return w.raw("\n")
}

func (w *writer) value(value any) *writer {
	if w.err != nil {
		return w
	}
	data, err := json.Marshal(value)
	if err != nil {
		w.err = err
		return w
	}
	_, w.err = w.w.Write(data)
	return w
}

// Read reads a snapshot that Write wrote. It refuses another format, and a newer version
// of this one.
func Read(r io.Reader) (*Snapshot, error) {
	decoder := json.NewDecoder(r)
	decoder.UseNumber()
	var s Snapshot
	if err := decoder.Decode(&s); err != nil {
		var syntax *json.SyntaxError
		switch {
		case errors.As(err, &syntax):
			return nil, fmt.Errorf("it is not JSON: %w at byte %d", err, syntax.Offset)
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil, errors.New("it ends in the middle: collect it again")
		default:
			return nil, err
		}
	}
	if s.Schema != Schema {
		return nil, fmt.Errorf("its schema is %q, not %q: collect it with this version of pinelint", s.Schema, Schema)
	}
	for name, resources := range s.Resources {
		for i, resource := range resources {
			if resource == nil || resource.ID == "" {
				return nil, fmt.Errorf("resource %d of %s has no id", i, name)
			}
			resource.Type = name
			resource.restore()
		}
	}
	return &s, nil
}

// restore sets what JSON does not carry.
func (r *Resource) restore() {
	if r.Values == nil {
		r.Values = map[string]any{}
	}
	r.Observations = slices.DeleteFunc(r.Observations, func(o *Observation) bool { return o == nil })
	for _, observation := range r.Observations {
		observation.Type = r.Type
	}
}
