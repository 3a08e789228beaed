package policies_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// TestFactsAreDated holds every fact to say where it comes from and when that was so: it
// stands in a mapping with source and as_of, or below one. A file's facts are below its
// own name, which is where rules read them.
func TestFactsAreDated(t *testing.T) {
	files, err := filepath.Glob("facts/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no facts found: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var content map[string]any
		if err := yaml.Unmarshal(data, &content); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		topic := strings.TrimSuffix(filepath.Base(file), ".yaml")
		if len(content) != 1 || content[topic] == nil {
			t.Errorf("%s has other keys than %s at its top", file, topic)
		}
		for _, path := range undated(content, nil) {
			t.Errorf("%s: %s has no source with an https address and as_of with a date", file, path)
		}
	}
}

// undated lists the paths of values with no dated mapping above them.
func undated(node any, path []string) []string {
	mapping, ok := node.(map[string]any)
	if !ok {
		return []string{strings.Join(path, ".")}
	}
	if dated(mapping) {
		return nil
	}
	var found []string
	for key, child := range mapping {
		found = append(found, undated(child, append(slices.Clone(path), key))...)
	}
	slices.Sort(found)
	return found
}

func dated(mapping map[string]any) bool {
	source, _ := mapping["source"].(string)
	day, _ := mapping["as_of"].(string)
	_, err := time.Parse(time.DateOnly, day)
	return strings.HasPrefix(source, "https://") && err == nil
}
