package collect

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// relocation carries an index from its platform's form into the model.
type relocation struct {
	old, new *snapshot.Observation
	// unknown, references and locations have the old pointers within a root, sorted.
	unknown    []string
	references []string
	locations  snapshot.Locations
	// filled has the move by which a place of the model got its value, by the place.
	filled map[string]string
}

// value carries what a move finds. Of an object in which something is unknown, the
// rest may be empty and not be there.
func (r *relocation) value(m *move) {
	value := lookupTokens(r.old.Values, m.tokens)
	if m.kind != "" && (value != nil || slices.ContainsFunc(r.unknown, m.isAbove)) {
		value = m.kind
	}
	if _, done := r.filled[m.to]; value == nil || done {
		return
	}
	r.filled[m.to] = m.from
	r.set(m.target, value)
}

func lookupTokens(values map[string]any, tokens []string) any {
	var at any = values
	for _, token := range tokens {
		object, _ := at.(map[string]any)
		if at = object[token]; at == nil {
			return nil
		}
	}
	return at
}

// set fills a place that is empty, in copies of the objects on the way.
func (r *relocation) set(tokens []string, value any) {
	at, last := r.new.Values, len(tokens)-1
	for _, token := range tokens[:last] {
		object, ok := at[token].(map[string]any)
		if object = maps.Clone(object); !ok {
			object = map[string]any{}
		}
		at[token] = object
		at = object
	}
	if at[tokens[last]] == nil {
		at[tokens[last]] = value
	}
}

// rest carries what stands beside the values by pointer: what is unknown, the
// references, the positions. Another move's value keeps its own.
func (r *relocation) rest(m *move) {
	from, filled := r.filled[m.to]
	if filled && from != m.from {
		return
	}
	for _, pointer := range r.unknown {
		switch {
		case snapshot.Within(m.from, pointer):
			filled = true
			if from == "" {
				r.keepUnknown(m.to, r.old.Unknown[pointer])
			}
		case m.kind == "" && m.isAbove(pointer):
			r.keepUnknown(m.to+pointer[len(m.from):], r.old.Unknown[pointer])
		}
	}
	if !filled {
		return
	}
	if m.kind == "" {
		r.below(m)
	}
	if position, ok := r.position(m.from); ok {
		r.place(m.to, position)
	}
}

// below carries what belongs to the value that was moved, and to its parts.
func (r *relocation) below(m *move) {
	nearest := ""
	for _, pointer := range r.references {
		if m.isAbove(pointer) {
			r.refer(m.to+pointer[len(m.from):], r.old.References[pointer])
		} else if snapshot.Within(m.from, pointer) {
			nearest = pointer // sorted, so that the longest comes last
		}
	}
	if nearest != "" {
		r.refer(m.to, r.old.References[nearest])
	}
	for _, placed := range r.locations {
		if m.isAbove(placed.Pointer) {
			r.place(m.to+placed.Pointer[len(m.from):], placed.Position)
		}
	}
}

// isAbove says whether a pointer is of a part of what is moved.
func (m *move) isAbove(pointer string) bool {
	return len(pointer) > len(m.from) && pointer[len(m.from)] == '/' && strings.HasPrefix(pointer, m.from)
}

// place keeps the first position of a pointer.
func (r *relocation) place(pointer string, position snapshot.Position) {
	same := func(placed snapshot.Placed) bool { return placed.Pointer == pointer }
	if !slices.ContainsFunc(r.new.Locations, same) {
		r.new.Locations = append(r.new.Locations, snapshot.Placed{Pointer: pointer, Position: position})
	}
}

// position is that of a pointer or of its nearest parent below the thing itself, whose
// own position everything has anyway.
func (r *relocation) position(from string) (snapshot.Position, bool) {
	for pointer := from; pointer != ""; pointer = snapshot.Parent(pointer) {
		if position, ok := r.locations.Get(pointer); ok {
			return position, true
		}
	}
	return snapshot.Position{}, false
}

func (r *relocation) keepUnknown(pointer string, what snapshot.Unknown) {
	if r.new.Unknown == nil {
		r.new.Unknown = make(map[string]snapshot.Unknown, len(r.old.Unknown))
	}
	if _, twice := r.new.Unknown[pointer]; !twice {
		r.new.Unknown[pointer] = what
	}
}

func (r *relocation) refer(pointer string, addresses []string) {
	if r.new.References == nil {
		r.new.References = map[string][]string{}
	}
	merged := slices.Concat(r.new.References[pointer], addresses)
	slices.Sort(merged)
	r.new.References[pointer] = slices.Compact(merged)
}

// keepOutside keeps what is unknown outside the roots; most often that is everything,
// and the map is kept as it is.
func (r *relocation) keepOutside() {
	if len(r.unknown) == 0 {
		r.new.Unknown = r.old.Unknown
		return
	}
	for pointer, what := range r.old.Unknown {
		if !slices.Contains(r.unknown, pointer) {
			r.keepUnknown(pointer, what)
		}
	}
}

// split keeps what stands outside the roots, and notes what stands within.
func (r *relocation) split() {
	within := func(pointer string) bool { return inRawRoot(r.old, pointer) }
	for pointer := range r.old.Unknown {
		if within(pointer) {
			r.unknown = append(r.unknown, pointer)
		}
	}
	r.keepOutside()
	for pointer, addresses := range r.old.References {
		if within(pointer) {
			r.references = append(r.references, pointer)
			continue
		}
		r.refer(pointer, addresses)
	}
	r.locations = make(snapshot.Locations, 0, len(r.old.Locations))
	r.new.Locations = make(snapshot.Locations, 0, len(r.old.Locations))
	for _, placed := range r.old.Locations {
		if within(placed.Pointer) {
			r.locations = append(r.locations, placed)
			continue
		}
		r.new.Locations = append(r.new.Locations, placed)
	}
	slices.Sort(r.unknown)
	slices.Sort(r.references)
}
