package snapshot

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Types says what a resource of each type can hold: the part of the snapshot's JSON
// Schema that collectors follow, so that a snapshot has what a rule can read, and
// nothing else.
type Types map[string]*Shape

// FormatPolicy is the format of an attribute that is an IAM policy document: platforms
// keep it as a string of JSON, a snapshot as the document itself.
const FormatPolicy = "iam-policy"

// Shape is what JSON Schema says of one value.
type Shape struct {
	// Type is JSON Schema's: object, array, string, integer, number, boolean.
	Type   string `json:"type"`
	Format string `json:"format"`
	// Default is what the provider takes where the attribute is unset.
	Default any `json:"default"`
	// Properties are an object's; nil where it is a map or free in form.
	Properties map[string]*Shape `json:"properties"`
	// Additional is what a map's values are; nil where the object has no more properties
	// or is free in form.
	Additional Additional `json:"additionalProperties"`
	// Items is what a list holds.
	Items *Shape `json:"items"`
	// ReadOnly marks what the platform computes where nobody sets it: unset in source
	// means known after apply, and not unset.
	ReadOnly bool `json:"readOnly"`
	// Computed are the properties that are ReadOnly, sorted.
	Computed []string `json:"-"`
}

// Additional is JSON Schema's additionalProperties, which is false, true or a schema.
type Additional struct{ *Shape }

// UnmarshalJSON leaves the shape nil for false and true.
func (a *Additional) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] != '{' {
		return nil
	}
	a.Shape = &Shape{}
	return json.Unmarshal(data, a.Shape)
}

// ParseTypes reads the types from JSON, an object of shapes: policies/schema/types.json.
func ParseTypes(data []byte) (Types, error) {
	var types Types
	if err := json.Unmarshal(data, &types); err != nil {
		return nil, fmt.Errorf("read the types of the snapshot: %w", err)
	}
	for _, shape := range types {
		for name, property := range shape.Properties {
			if property.ReadOnly {
				shape.Computed = append(shape.Computed, name)
			}
		}
		slices.Sort(shape.Computed)
	}
	return types, nil
}
