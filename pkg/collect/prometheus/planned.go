package prometheus

import (
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// AddPlanned takes one resource of a plan, of which a value that is hidden may be what
// [Watches] knows.
func (d *Declared) AddPlanned(o *snapshot.Observation, hidden bool) {
	const written, parsed = "yaml_body", "yaml_body_parsed"
	o.Unknown = maps.Clone(o.Unknown)
	maps.DeleteFunc(o.Unknown, func(pointer string, _ snapshot.Unknown) bool {
		last := path.Base(pointer)
		return last == parsed || last == "id" || last == "uid" || last == "name" // which watch nothing
	})
	if text, ok := o.Values[parsed]; ok { // what the provider shows of a text that it hides
		delete(o.Values, parsed)
		if _, shown := o.Values[written]; !shown {
			o.Values[written] = text
			delete(o.Unknown, "/"+written)
			hidden = false
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.found = append(d.found, &declaration{Observation: o, planned: true, hidden: hidden})
}

// AddPreviewed takes one resource of a preview of Pulumi's. Which of its values are secrets, the
// preview does not show.
func (d *Declared) AddPreviewed(o *snapshot.Observation, _ map[string][]collect.Piece) {
	for pointer, unknown := range o.Unknown {
		unknown.Pattern = ""
		o.Unknown[pointer] = unknown
	}
	d.AddPlanned(o, false)
}

// Concerns says of a resource in a plan, by its type and its JSON, whether it may have
// something of what is read here.
func Concerns(kind string, text []byte) bool {
	return strings.Contains(string(text), pinecone) || isMonitoring(kind, string(text))
}

// Watches says whether a value scrapes Pinecone or reads its metrics.
func Watches(value any) bool {
	whole := []byte(strings.Join(texts(nil, value), "\n"))
	return concerns(whole) || shown().Match(whole)
}

// Join puts what plans tell in the place of what stands for it in the source. Which that is,
// written says, given all of both; where nothing does, what a plan tells stands by itself.
func (d *Declared) Join(written func([]*snapshot.Observation) map[*snapshot.Observation]*snapshot.Observation) {
	var all []*snapshot.Observation
	pieces := map[*snapshot.Observation]map[string][]collect.Piece{}
	for _, one := range d.found {
		all, pieces[one.Observation] = append(all, one.Observation), one.pieces
	}
	if !slices.ContainsFunc(d.found, func(one *declaration) bool { return one.planned }) {
		return
	}
	sources := written(all)
	told, whole := map[*snapshot.Observation]bool{}, map[string]bool{}
	for one, source := range sources {
		_, another := whole[source.Source]
		told[source], whole[source.Source] = true, one.Complete && (whole[source.Source] || !another)
	}
	var joined []*declaration
	for _, one := range d.found {
		switch source := sources[one.Observation]; {
		case source != nil:
			made := &declaration{Observation: joinedWith(one.Observation, source), hidden: one.hidden}
			made.pieces = rewritten(pieces[source], made.Values)
			joined = append(joined, made)
		case told[one.Observation]:
		case whole[one.Source] && strings.Contains(one.Address, snapshot.SomeInstance): // is not made
		default:
			joined = append(joined, one)
		}
	}
	d.found = joined
}

// rewritten are the pieces of a template's texts with what a plan makes of them.
func rewritten(pieces map[string][]collect.Piece, values map[string]any) map[string][]collect.Piece {
	if pieces == nil {
		return nil
	}
	made := map[string][]collect.Piece{}
	for pointer, of := range pieces {
		value, _ := snapshot.Lookup(values, pointer)
		made[pointer] = of
		if text := text(value); text != "" && text != collect.Joined(of) && len(of) > 0 {
			made[pointer] = []collect.Piece{{Text: text, At: of[0].At}}
		}
	}
	return made
}

// joinedWith is a resource with the values of a plan at the places of the source. Where the plan
// leaves a value open, what the source has of it stays.
func joinedWith(plan, source *snapshot.Observation) *snapshot.Observation {
	one := *source
	one.Address = plan.Address
	one.Unknown = map[string]snapshot.Unknown{}
	merged, _ := joinedValue("", plan.Values, source.Values, plan).(map[string]any)
	one.Values = merged
	for pointer, unknown := range source.Unknown {
		if leavesOpen(plan, pointer) {
			one.Unknown[pointer] = unknown
		}
	}
	open := map[string]bool{} // what is not known, and what has such a part
	for pointer := range one.Unknown {
		for ; pointer != "" && !open[pointer]; pointer = snapshot.Parent(pointer) {
			open[pointer] = true
		}
	}
	for pointer, unknown := range plan.Unknown {
		_, has := snapshot.Lookup(one.Values, snapshot.Parent(pointer))
		value, _ := snapshot.Lookup(one.Values, pointer)
		if has && value == nil && !open[pointer] {
			one.Unknown[pointer] = unknown
		}
	}
	return &one
}

// leavesOpen says whether a plan does not tell what a pointer leads to.
func leavesOpen(plan *snapshot.Observation, pointer string) bool {
	for ; ; pointer = snapshot.Parent(pointer) {
		if _, open := plan.Unknown[pointer]; open {
			return true
		}
		if pointer == "" {
			return false
		}
	}
}

// joinedValue is what a plan and the source have at a pointer. What the source has taken
// apart is a text in the plan.
func joinedValue(pointer string, planned, written any, plan *snapshot.Observation) any {
	if text, ok := planned.(string); ok && text != written {
		planned = unfolded(text, written)
	}
	switch planned := planned.(type) {
	case nil:
		if leavesOpen(plan, pointer) {
			return snapshot.Copy(written)
		}
	case map[string]any:
		if written, ok := written.(map[string]any); ok {
			return joinedObject(pointer, planned, written, plan)
		}
	case []any:
		if written, ok := written.([]any); ok {
			made := slices.Clone(planned)
			for i := range min(len(planned), len(written)) {
				made[i] = joinedValue(snapshot.Element(pointer, i), planned[i], written[i], plan)
			}
			return made
		}
	}
	return snapshot.Copy(planned)
}

// unfolded is a text of a plan as the source has it, where that has taken it apart, or has it in
// another way of writing than the provider.
func unfolded(planned string, written any) any {
	made, ok := parsed(planned)
	if !ok {
		return planned
	}
	switch written := written.(type) {
	case string:
		if same, ok := parsed(written); ok && reflect.DeepEqual(made, same) {
			return written
		}
	case map[string]any, []any:
		return made
	}
	return planned
}

func joinedObject(pointer string, planned, written map[string]any, plan *snapshot.Observation) map[string]any {
	made := map[string]any{}
	for key, value := range written {
		if _, told := planned[key]; !told && (pointer == "" || leavesOpen(plan, snapshot.Child(pointer, key))) {
			made[key] = snapshot.Copy(value)
		}
	}
	for key, value := range planned {
		made[key] = joinedValue(snapshot.Child(pointer, key), value, written[key], plan)
	}
	return made
}

func isTree(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return true
	default:
		return false
	}
}

// parsed is what a text of JSON, or of one document in YAML, encodes.
func parsed(text string) (any, bool) {
	documents, err := read(&page{data: []byte(text)}, "")
	if err != nil || len(documents) != 1 {
		return nil, false
	}
	return documents[0].value, isTree(documents[0].value)
}
