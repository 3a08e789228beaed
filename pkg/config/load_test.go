package config

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func TestFullManifest(t *testing.T) {
	file, problems := Load(FileName, read(t, "testdata/good/full.yaml"), hide)
	for _, problem := range problems {
		t.Errorf("line %d: %s", problem.Line, problem.Message)
	}
	values, err := json.MarshalIndent(file.Values, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/full.values.json", append(values, '\n'))
}

// TestBadManifests has, for each problem, its line, the text that it is about, and the
// sentence.
func TestBadManifests(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no manifests to read: %v", err)
	}
	for _, name := range files {
		data := read(t, name)
		_, problems := Load(FileName, data, hide)
		if len(problems) == 0 {
			t.Errorf("%s has no problem", name)
		}
		golden(t, strings.TrimSuffix(name, ".yaml")+".problems", []byte(describe(data, problems)))
	}
}

func describe(data []byte, problems []Problem) string {
	var out strings.Builder
	for _, problem := range problems {
		place := hide(string(data[problem.Start:problem.End]))
		fmt.Fprintf(&out, "%d [%s]\n    %s\n", problem.Line, place, problem.Message)
	}
	return out.String()
}
