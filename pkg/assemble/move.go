package assemble

import (
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// move brings what stands at one pointer of a part to another of the whole, with its
// positions, its references and what is unknown of it.
type move struct {
	from, to string
	// as gives the value its form there; nil leaves it as it is.
	as func(any) any
	// shallow leaves what lies below to other moves.
	shallow bool
}

// each moves several attributes of one object into another by their names.
func each(from, to string, names ...string) []move {
	moves := make([]move, len(names))
	for i, name := range names {
		moves[i] = move{from: snapshot.Child(from, name), to: snapshot.Child(to, name)}
	}
	return moves
}

// set writes a part as all that is known at a pointer of the whole. What the whole has there
// itself gives way: it is from before the part, as a state keeps it.
func set(part, into *snapshot.Observation, top string, moves ...move) {
	clearAt(into, top)
	if place, ok := part.Locations.Get(""); ok {
		into.Locations.Set(top, place)
	}
	for _, one := range moves {
		one.apply(part, into)
	}
}

// inline makes moves within one observation, from what lies at a pointer, and clears it.
func inline(o *snapshot.Observation, from string, moves ...move) {
	if !mayReach(o, from) && !snapshot.Hides(o.Unknown, from) {
		return
	}
	before := *o
	before.Locations = slices.Clone(o.Locations)
	clearAt(o, from)
	for _, one := range moves {
		one.apply(&before, o)
	}
}

func (m move) apply(part, into *snapshot.Observation) {
	if value, ok := snapshot.Lookup(part.Values, m.from); ok && value != nil {
		if m.as != nil {
			value = m.as(value)
		}
		snapshot.Put(into.Values, m.to, value)
	}
	if m.shallow {
		moveOne(part, into, m.from, m.to)
	} else {
		moveFacts(part, into, m.from, m.to)
	}
	for pointer, why := range part.Unknown {
		if pointer != m.from && snapshot.Within(m.from, pointer) && !hiddenAbove(into, m.to) {
			setUnknown(into, m.to, why)
		}
	}
}

// moveOne copies the position of one pointer, and why it is unknown.
func moveOne(part, into *snapshot.Observation, from, to string) {
	if place, ok := part.Locations.Get(from); ok {
		into.Locations.Set(to, place)
	}
	if why, ok := part.Unknown[from]; ok {
		setUnknown(into, to, why)
	}
}

// clearAt forgets all that an observation has at a pointer and below.
func clearAt(o *snapshot.Observation, pointer string) {
	below := func(at string) bool { return snapshot.Within(at, pointer) }
	o.Values = without(o.Values, snapshot.Tokens(pointer))
	if snapshot.Hides(o.Unknown, pointer) {
		o.Unknown = maps.Clone(o.Unknown)
		maps.DeleteFunc(o.Unknown, func(at string, _ snapshot.Unknown) bool { return below(at) })
	}
	if len(o.References) > 0 {
		o.References = maps.Clone(o.References)
		maps.DeleteFunc(o.References, func(at string, _ []string) bool { return below(at) })
	}
	o.Locations = slices.DeleteFunc(slices.Clone(o.Locations), func(placed snapshot.Placed) bool {
		return below(placed.Pointer)
	})
}

// without is a tree of objects that lacks one value; what it shares with the old one is
// not changed.
func without(values map[string]any, path []string) map[string]any {
	value, ok := values[path[0]]
	if !ok {
		return values
	}
	less := maps.Clone(values)
	if len(path) == 1 {
		delete(less, path[0])
	} else if object, ok := value.(map[string]any); ok {
		less[path[0]] = without(object, path[1:])
	}
	return less
}

// hiddenAbove says whether something that a pointer lies in is unknown as a whole.
func hiddenAbove(o *snapshot.Observation, pointer string) bool {
	for at := range o.Unknown {
		if snapshot.Within(pointer, at) {
			return true
		}
	}
	return false
}
