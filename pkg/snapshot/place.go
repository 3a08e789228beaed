package snapshot

import (
	"reflect"
	"slices"
)

// Position is where a person would edit the value at a pointer: in the observation that
// places it most exactly, and among equals in the one that people write. It is nil where
// no file declares the resource. The text is the id of the observation's source.
func (r *Resource) Position(pointer string) (*Position, string) {
	var best *Position
	source, depth, rank := "", -1, 0
	for _, observation := range r.Observations {
		found, at, ok := observation.Locations.nearest(r.shared(observation, pointer))
		if !ok {
			continue
		}
		written := observation.writtenRank(found.File)
		if at > depth || (at == depth && written > rank) {
			best, source, depth, rank = &found, observation.Source, at, written
		}
	}
	return best, source
}

// PositionIn is where one observation, by its source and address, has the value at a pointer
// of its own values; nil where it has no place for it. A plan has none where its source was
// read, which people edit.
func (r *Resource) PositionIn(source, address, pointer string) *Position {
	for _, observation := range r.Observations {
		if observation.Source != source || observation.Address != address || observation.DeclaredBy != "" {
			continue
		}
		if at, ok := observation.Locations.Nearest(pointer); ok {
			return &at
		}
	}
	return nil
}

// nearest is [Locations.Nearest] with the length of the pointer that has the position, so
// that a more exact one is longer.
func (l Locations) nearest(pointer string) (Position, int, bool) {
	for {
		if found, ok := l.Get(pointer); ok {
			return found, len(pointer), true
		}
		if pointer == "" {
			return Position{}, 0, false
		}
		pointer = Parent(pointer)
	}
}

// shared is as much of a pointer as leads to the same thing in an observation. Where a
// service shows a list that is not the declared one, an element's place in the one says
// nothing of the other.
func (r *Resource) shared(observation *Observation, pointer string) string {
	if !slices.ContainsFunc(r.Observations, func(o *Observation) bool { return o.Call != nil }) {
		return pointer
	}
	at := ""
	for _, token := range Tokens(pointer) {
		list, _ := Lookup(r.Values, at)
		below := Child(at, token)
		if _, ok := list.([]any); ok {
			merged, _ := Lookup(r.Values, below)
			declared, _ := Lookup(observation.Values, below)
			if !reflect.DeepEqual(merged, declared) {
				return at
			}
		}
		at = below
	}
	return pointer
}

// writtenRank is higher for a file that a person edits: source that holds the whole resource,
// also where a plan tells the place, other files, and last what a tool wrote.
func (o *Observation) writtenRank(file string) int {
	switch {
	case o.Source == "plan "+file:
		return 1
	case !o.Complete:
		return 2
	default:
		return 3
	}
}
