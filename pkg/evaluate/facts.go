package evaluate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"gopkg.in/yaml.v3"
)

// FactsFile has the facts of all files below facts/ as one JSON document, which is read
// faster than YAML. Its one key is "facts", so that any OPA that loads it finds them as
// data.facts.
const FactsFile = "facts.json"

// BuildFacts writes the content of [FactsFile].
func BuildFacts(policies fs.FS) ([]byte, error) {
	names, err := fs.Glob(policies, "facts/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list facts: %w", err)
	}
	facts := map[string]any{}
	for _, name := range names {
		if err := addFacts(Folder{FS: policies}, name, facts); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(map[string]any{"facts": facts}); err != nil {
		return nil, fmt.Errorf("write facts: %w", err)
	}
	return out.Bytes(), nil
}

// ReadFacts decodes the facts of a policies folder into a value that has the topics it
// is asked for as keys: a map, or a struct with JSON tags.
func ReadFacts(policies fs.FS, into any) error {
	data, err := fs.ReadFile(policies, FactsFile)
	if err != nil {
		return fmt.Errorf("read the facts: %w", err)
	}
	file := struct {
		Facts any `json:"facts"`
	}{Facts: into}
	if err := jsonv2.Unmarshal(data, &file); err != nil {
		return fmt.Errorf("read the facts: %w", err)
	}
	return nil
}

// FactsByTopic are the facts of a policies folder, each topic as JSON.
func FactsByTopic(policies fs.FS) (map[string]string, error) {
	var topics map[string]jsontext.Value
	if err := ReadFacts(policies, &topics); err != nil {
		return nil, err
	}
	facts := make(map[string]string, len(topics))
	for topic, content := range topics {
		if err := content.Compact(); err != nil {
			return nil, fmt.Errorf("read the facts: %w", err)
		}
		facts[topic] = content.String()
	}
	return facts, nil
}

// addFacts reads one file of facts, whose keys are topics.
func addFacts(folder Folder, name string, facts map[string]any) error {
	data, err := fs.ReadFile(folder.FS, name)
	if err != nil {
		return fmt.Errorf("read facts %s: %w", folder.path(name), err)
	}
	var topics map[string]any
	if err := yaml.Unmarshal(data, &topics); err != nil {
		return fmt.Errorf("read facts %s: %w", folder.path(name), err)
	}
	maps.Copy(facts, topics)
	return nil
}
