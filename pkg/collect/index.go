package collect

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// indexRoots are the attributes that the model has in another place or form.
func indexRoots() [7]string {
	return [7]string{"spec", "deployment", "schema", "read_capacity", "pods", "pod_type", "replicas"}
}

// normalizeIndex brings an index of any shape into the model of the snapshot. Every index runs
// on something, so what says nothing of that leaves it unknown.
func normalizeIndex(o *snapshot.Observation) {
	says := o.Values["deployment"] != nil || hasRawRoot(o, "spec", "deployment", "pods", "pod_type", "replicas")
	if o.Complete && !says {
		o.Unknown = maps.Clone(o.Unknown)
		if o.Unknown == nil {
			o.Unknown = map[string]snapshot.Unknown{}
		}
		o.Unknown["/deployment"] = snapshot.Unknown{Reason: "nothing there says what the index runs on"}
	}
	roots := indexRoots()
	if !hasRawRoot(o, roots[:]...) {
		return
	}
	old := flattenIndex(o)
	o.Values = make(map[string]any, len(old.Values)+4)
	for key, value := range old.Values {
		if !isRawRoot(old, key) {
			o.Values[key] = value
		}
	}
	o.Unknown, o.References, o.Locations = nil, nil, nil
	r := relocation{old: old, new: o, filled: map[string]string{}}
	r.split()
	moves := r.present()
	for _, table := range moves {
		for i := range table {
			r.value(&table[i])
		}
	}
	if len(r.unknown)+len(r.references)+len(r.locations) > 0 {
		for _, table := range moves {
			for i := range table {
				r.rest(&table[i])
			}
		}
	}
	o.Locations = sortLocations(o.Locations)
}

// present are the moves from the attributes that this index has.
func (r *relocation) present() [][]move {
	fields, dense := indexFields(r.old)
	var moves [][]move
	for _, root := range indexRoots() {
		if !isRawRoot(r.old, root) {
			continue
		}
		moves = append(moves, indexMoves[root])
		for _, field := range fields {
			if root == "schema" {
				moves = append(moves, fieldMoves(snapshot.Child("/schema/fields", field)))
			}
		}
	}
	if !dense && len(r.unknown) == 0 {
		moves = append(moves, sparseMoves(fields))
	}
	return moves
}

// hasRawRoot spares an index that has the model's form already.
func hasRawRoot(o *snapshot.Observation, roots ...string) bool {
	return slices.ContainsFunc(roots, func(root string) bool { return isRawRoot(o, root) })
}

// isRawRoot says whether an attribute is one of the roots and not, as the model has
// deployment, a string.
func isRawRoot(o *snapshot.Observation, key string) bool {
	roots := indexRoots()
	if !slices.Contains(roots[:], key) {
		return false
	}
	value := o.Values[key]
	if _, text := value.(string); value != nil {
		return !text || key != "deployment"
	}
	for pointer := range o.Unknown {
		if below, ok := strings.CutPrefix(pointer, "/"+key); ok && (below == "" || below[0] == '/') {
			return true
		}
	}
	return false
}

func inRawRoot(o *snapshot.Observation, pointer string) bool {
	root, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	return isRawRoot(o, root)
}

// anyField stands for the fields of a schema that is unknown as a whole.
const anyField = "*"

// indexFields are the names of the schema's fields, those of dense vectors first: what
// an index with both kinds of vector is called by. It says whether there are any of these.
func indexFields(o *snapshot.Observation) (names []string, isDense bool) {
	if !isRawRoot(o, "schema") {
		return nil, false
	}
	fields, _ := lookupTokens(o.Values, []string{"schema", "fields"}).(map[string]any)
	var dense []string
	others := []string{anyField}
	for name, field := range fields {
		if kinds, _ := field.(map[string]any); holdsDense(kinds) {
			dense = append(dense, name)
			continue
		}
		others = append(others, name)
	}
	for pointer := range o.Unknown {
		if tokens := snapshot.Tokens(pointer); len(tokens) > 2 && snapshot.Within(pointer, "/schema/fields") {
			others = append(others, tokens[2])
		}
	}
	slices.Sort(dense)
	slices.Sort(others)
	return append(dense, slices.Compact(others)...), len(dense) > 0
}

// holdsDense says whether a field has dense vectors, which a model may make of its text.
func holdsDense(kinds map[string]any) bool {
	return kinds["dense_vector"] != nil || lookupTokens(kinds, []string{"semantic_text", "dimension"}) != nil
}
