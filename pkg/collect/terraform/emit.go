package terraform

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxValues bounds the values of one observation.
const maxValues = 50_000

// emitter writes nodes into an observation: values, and by pointer what is unknown, where
// it stands and what it refers to.
type emitter struct {
	observation *snapshot.Observation
	problems    *problems
	left        int
	// placeless leaves out where the values stand.
	placeless bool
	// decoding puts what a function encoded in the place of the text.
	decoding bool
	// room is where locations are gathered, one observation after the other.
	room *snapshot.Locations
}

func (e *evaluated) emitter(observation *snapshot.Observation) *emitter {
	observation.Values, observation.Locations = map[string]any{}, e.room[:0]
	return &emitter{observation: observation, problems: &e.problems, left: maxValues, room: &e.room}
}

// emit writes a node at a pointer and returns its value; false where it is unset or
// unknown. The parent is the way of the enclosing value.
func (em *emitter) emit(pointer string, n *node, trail, parent []hop) (any, bool) {
	w := walk(n, trail)
	if em.left--; em.left < 0 {
		return nil, false
	}
	if len(w.refs) > 0 {
		em.refer(pointer, w.refs)
	}
	if em.decoding && !w.sensitive {
		if w.node.document != nil {
			return em.emit(pointer, w.node.document, w.trail, parent)
		}
		w.trail = w.node.inFile(w.trail)
		if made := w.node.open(); made != "" {
			em.place(pointer, w.trail, parent)
			em.open(pointer, n, made)
			return nil, false
		}
	}
	value, entries, below := w.take()
	bare, marks := value.Unmark()
	switch {
	case w.sensitive || len(marks) > 0:
		em.place(pointer, w.trail, parent)
		em.unknown(pointer, &gap{reason: "marked sensitive", at: w.trail[len(w.trail)-1].at, hidden: true}, cty.NilVal)
		return nil, false
	case entries.shape == object:
		em.place(pointer, w.trail, parent)
		return em.object(pointer, entries.entries, below, w.trail), true
	case entries.shape != plain:
		em.place(pointer, em.gathered(entries.entries, below, w.trail), parent)
		return em.list(pointer, entries.entries, below, w.trail), true
	case !bare.IsKnown():
		em.place(pointer, w.trail, parent)
		em.unknown(pointer, n.orUnknown(), bare)
		em.partly(pointer, n)
		return nil, false
	case bare.IsNull():
		return nil, false
	}
	em.place(pointer, w.trail, parent)
	return scalar(bare), true
}

// gathered is the way of a list: that of its first element, where a function of a module made it
// of elements that a person wrote in one other file.
func (em *emitter) gathered(entries []entry, below, own []hop) []hop {
	if em.placeless || len(own) == 0 || len(entries) == 0 || entries[0].at.known() {
		return own
	}
	var first []hop
	for _, e := range entries {
		trail := walk(e.node, refine(below, e.at)).trail
		switch {
		case len(trail) == 0 || fileOf(trail) == fileOf(own):
			return own
		case first == nil:
			first = trail
		case fileOf(trail) != fileOf(first):
			return own
		}
	}
	return first
}

func fileOf(trail []hop) *source { return trail[len(trail)-1].at.file }

func scalar(value cty.Value) any {
	switch value.Type() {
	case cty.String:
		return value.AsString()
	case cty.Bool:
		return value.True()
	case cty.Number:
		number := value.AsBigFloat()
		if whole, accuracy := number.Int64(); accuracy == big.Exact {
			return json.Number(strconv.FormatInt(whole, 10))
		}
		return json.Number(number.Text('f', -1))
	}
	return nil
}

func (em *emitter) object(pointer string, entries []entry, trail, parent []hop) map[string]any {
	values := make(map[string]any, len(entries))
	for _, e := range entries {
		at := snapshot.Child(pointer, e.key)
		if value, ok := em.emit(at, e.node, refine(trail, e.at), parent); ok {
			values[e.key] = value
		}
	}
	return values
}

func (em *emitter) list(pointer string, entries []entry, trail, parent []hop) []any {
	values := make([]any, len(entries))
	for i, e := range entries {
		values[i], _ = em.emit(snapshot.Element(pointer, i), e.node, refine(trail, e.at), parent)
	}
	return values
}

// refine narrows the last place to a part of it.
func refine(trail []hop, at span) []hop {
	if !at.known() || len(trail) == 0 {
		return trail
	}
	narrowed := slices.Clone(trail)
	narrowed[len(narrowed)-1].at = at
	return narrowed
}

// place records where a value stands, unless its parent stands there as well.
func (em *emitter) place(pointer string, trail, parent []hop) {
	if em.placeless || len(trail) == 0 || slices.Equal(trail, parent) {
		return
	}
	last := trail[len(trail)-1]
	position := snapshot.Position{Location: *last.at.location()}
	if len(trail) > 1 {
		position.Via = make([]snapshot.Via, 0, len(trail)-1)
	}
	for _, passed := range trail[:len(trail)-1] {
		via := snapshot.Via{Location: *passed.at.location(), Note: passed.text()}
		position.Via = append(position.Via, via)
	}
	placed := snapshot.Placed{Pointer: pointer, Position: position}
	em.observation.Locations = append(em.observation.Locations, placed)
}

func (em *emitter) unknown(pointer string, why *gap, value cty.Value) {
	if em.observation.Unknown == nil {
		em.observation.Unknown = map[string]snapshot.Unknown{}
	}
	entry := snapshot.Unknown{Reason: collect.Redact(why.reason), Needed: why.needed, Location: why.at.location()}
	if !why.hidden {
		entry.Expression = why.at.text()
	}
	if value != cty.NilVal && value.Type() == cty.String {
		entry.Prefix = collect.Redact(value.Range().StringPrefix())
	}
	em.observation.Unknown[pointer] = entry
}

// partly adds what is known of a string that is unknown in part.
func (em *emitter) partly(pointer string, n *node) {
	pattern := n.pattern()
	if path := n.pathTo(); pattern == "" && path != "" {
		pattern = "${" + path + "}"
	}
	if pattern != "" {
		entry := em.observation.Unknown[pointer]
		entry.Pattern = collect.Redact(pattern)
		em.observation.Unknown[pointer] = entry
	}
}

func (em *emitter) refer(pointer string, refs []string) {
	if em.observation.References == nil {
		em.observation.References = map[string][]string{}
	}
	sorted := slices.Clone(refs)
	slices.Sort(sorted)
	em.observation.References[pointer] = slices.Compact(sorted)
}

// policy writes an attribute that holds an IAM policy document.
func (em *emitter) policy(pointer string, n *node, start []hop) (any, bool) {
	document, err := decode(n)
	if err != nil {
		em.problems.add(problem{
			kind: snapshot.Notice,
			message: fmt.Sprintf("%s of %s is no JSON (%v): it is kept as text",
				strings.TrimPrefix(pointer, "/"), em.observation.Address, err),
			at: start[0].at,
		})
	}
	if document == nil {
		return em.emit(pointer, n, start, nil)
	}
	return em.emit(pointer, document, start, nil)
}

// finish puts the locations in order, without the room behind them, since they stay to the
// end, and reports what was left out.
func (em *emitter) finish() {
	*em.room = em.observation.Locations
	slices.SortFunc(*em.room, func(a, b snapshot.Placed) int { return strings.Compare(a.Pointer, b.Pointer) })
	em.observation.Locations = slices.Clone(*em.room)
	if em.left < 0 {
		em.observation.Complete = false
		em.problems.add(problem{
			kind:    snapshot.Gap,
			message: fmt.Sprintf("%s has more than %d values: the rest is not read", em.observation.Address, maxValues),
		})
	}
}
