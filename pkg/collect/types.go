package collect

import (
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// ParseTypes reads what a snapshot can hold from JSON: policies/schema/types.json, which has
// each shape once, its parts by their numbers among those before it. What it returns shares
// them. Every run reads it, so it is read with the faster decoder.
func ParseTypes(data []byte) (snapshot.Types, error) {
	var file struct {
		Shapes []numberedShape `json:"shapes"`
		Types  map[string]int  `json:"types"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("read the types of the snapshot: %w", err)
	}
	shapes := make([]snapshot.Shape, len(file.Shapes))
	for i, shape := range file.Shapes {
		if !shape.resolve(&shapes[i], shapes[:i]) {
			return nil, fmt.Errorf("read the types of the snapshot: shape %d has a part that does not come before it", i)
		}
	}
	types := make(snapshot.Types, len(file.Types))
	for name, number := range file.Types {
		if number < 0 || number >= len(shapes) {
			return nil, errors.New("read the types of the snapshot: there is no shape of " + name)
		}
		types[name] = &shapes[number]
		types[name].Computed = computed(types[name])
	}
	return types, nil
}

// numberedShape is a [snapshot.Shape] whose parts are numbers.
type numberedShape struct {
	Type       string         `json:"type"`
	Format     string         `json:"format"`
	Default    any            `json:"default"`
	Properties map[string]int `json:"properties"`
	Additional *int           `json:"additionalProperties"`
	Items      *int           `json:"items"`
	ReadOnly   bool           `json:"readOnly"`
	WriteOnly  bool           `json:"writeOnly"`
}

func (n *numberedShape) resolve(shape *snapshot.Shape, before []snapshot.Shape) bool {
	*shape = snapshot.Shape{
		Type: n.Type, Format: n.Format, Default: n.Default, ReadOnly: n.ReadOnly, WriteOnly: n.WriteOnly,
	}
	known := true
	part := func(number *int) *snapshot.Shape {
		if number == nil {
			return nil
		}
		if *number < 0 || *number >= len(before) {
			known = false
			return nil
		}
		return &before[*number]
	}
	shape.Additional, shape.Items = part(n.Additional), part(n.Items)
	if n.Properties != nil {
		shape.Properties = make(map[string]*snapshot.Shape, len(n.Properties))
	}
	for name, number := range n.Properties {
		shape.Properties[name] = part(&number)
	}
	return known
}

func computed(shape *snapshot.Shape) map[string]snapshot.Unknown {
	of := map[string]snapshot.Unknown{}
	for name, property := range shape.Properties {
		if property.ReadOnly {
			of[snapshot.Child("", name)] = snapshot.Unknown{Reason: "known after apply"}
		}
	}
	return of
}

// UnknownType is a clause on a resource of the Pinecone provider that came after this
// version of pinelint, or that is misspelt: nobody judges it, which must not look like a pass.
const UnknownType = "of a type that this version of pinelint does not know: it is not judged"
