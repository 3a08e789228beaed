package generate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Snapshot writes the evidence of so many resources, each seen once, by a plan.
func Snapshot(path string, resources int) error {
	made := &snapshot.Snapshot{
		Schema: snapshot.Schema, Version: "generated", Resources: map[string][]*snapshot.Resource{},
		Sources: []snapshot.Source{{
			ID: "plan generated.json", Status: snapshot.Complete, Holds: []string{"pinecone_*", "aws_*"},
			Counts: map[string]int{"resources": resources},
		}},
	}
	for i := range resources {
		one, err := evidence(newResource(dense(), i))
		if err != nil {
			return err
		}
		made.Resources[one.Type] = append(made.Resources[one.Type], one)
	}
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write a snapshot: %w", err)
	}
	defer file.Close()
	if err := snapshot.Write(file, made); err != nil {
		return fmt.Errorf("write a snapshot: %w", err)
	}
	return file.Close()
}

func evidence(made resource) (*snapshot.Resource, error) {
	values, err := held(made.values)
	if err != nil {
		return nil, fmt.Errorf("write the values of %s: %w", made.address(), err)
	}
	unknown := map[string]snapshot.Unknown{}
	for name := range made.unknown {
		unknown["/"+name] = snapshot.Unknown{Reason: "known after apply"}
	}
	return &snapshot.Resource{
		Type: made.kind, ID: made.address(), Name: made.name, Complete: true, Values: values, Unknown: unknown,
		Observations: []*snapshot.Observation{{
			Type: made.kind, Source: "plan generated.json", Address: made.address(), Complete: true,
			Values: values, Unknown: unknown,
		}},
	}, nil
}

// held is a provider's values as a snapshot holds them: policies are documents, and what
// is null is absent.
func held(values map[string]any) (map[string]any, error) {
	kept := map[string]any{}
	for name, value := range values {
		if text, ok := value.(string); ok && (name == "policy" || name == "assume_role_policy") {
			value = json.RawMessage(text)
		}
		if value != nil {
			kept[name] = value
		}
	}
	data, err := json.Marshal(kept)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var tree map[string]any
	err = decoder.Decode(&tree)
	return tree, err
}
