package collect

import (
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// ParseTypes reads what a snapshot can hold from JSON, an object of shapes:
// policies/schema/types.json. Every run does, so it is read with the faster decoder.
func ParseTypes(data []byte) (snapshot.Types, error) {
	var types snapshot.Types
	if err := json.Unmarshal(data, &types); err != nil {
		return nil, fmt.Errorf("read the types of the snapshot: %w", err)
	}
	for _, shape := range types {
		shape.Computed = map[string]snapshot.Unknown{}
		for name, property := range shape.Properties {
			if name == "lifecycle" || name == "change" { // Terraform's own, of every resource
				property.WriteOnly = true
			}
			if property.ReadOnly {
				shape.Computed[snapshot.Child("", name)] = snapshot.Unknown{Reason: "known after apply"}
			}
		}
	}
	return types, nil
}

// UnknownType is a clause on a resource of the Pinecone provider that came after this
// version of pinelint, or that is misspelt: nobody judges it, which must not look like a pass.
const UnknownType = "of a type that this version of pinelint does not know: it is not judged"
