package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// TestDocsAction keeps docs/action.md in step with the action.
func TestDocsAction(t *testing.T) {
	var action struct {
		Inputs, Outputs yaml.Node
	}
	read(t, "../../action.yml", &action)
	var out bytes.Buffer
	out.WriteString("# The action\n\nGenerated from action.yml by `go test ./cmd/pinelint -run Docs -update`.\n\n")
	out.WriteString("## Inputs\n\n| Input | Default | Meaning |\n|---|---|---|\n")
	for name, one := range described(t, action.Inputs) {
		fmt.Fprintf(&out, "| `%s` | %s | %s |\n", name, quoted(one.Default), cell(one.Description))
	}
	out.WriteString("\n## Outputs\n\n| Output | Meaning |\n|---|---|\n")
	for name, one := range described(t, action.Outputs) {
		fmt.Fprintf(&out, "| `%s` | %s |\n", name, cell(one.Description))
	}
	golden(t, "../../docs/action.md", out.Bytes())
}

// parameter is an input or an output of the action.
type parameter struct {
	Description, Default string
}

// described are the entries of a mapping, in the order of the file.
func described(t *testing.T, mapping yaml.Node) func(yield func(string, parameter) bool) {
	t.Helper()
	return func(yield func(string, parameter) bool) {
		for i := 0; i+1 < len(mapping.Content); i += 2 {
			var one parameter
			if err := mapping.Content[i+1].Decode(&one); err != nil || one.Description == "" {
				t.Errorf("%s has no description: %v", mapping.Content[i].Value, err)
			}
			if !yield(mapping.Content[i].Value, one) {
				return
			}
		}
	}
}

func quoted(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

func read(t *testing.T, file string, into any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// TestActionTakesNothingAsScript holds that no step of the action, and of no example, has
// what somebody else chose in the text of a script.
func TestActionTakesNothingAsScript(t *testing.T) {
	harmless := regexp.MustCompile(`\$\{\{ (runner\.temp) \}\}`)
	seen := 0
	for _, file := range workflows(t) {
		var parsed yaml.Node
		read(t, file, &parsed)
		for _, script := range scripts(&parsed) {
			seen++
			if strings.Contains(harmless.ReplaceAllString(script.Value, ""), "${{") {
				t.Errorf("%s:%d: a script has an expression in it: hand it in by env", file, script.Line)
			}
		}
	}
	if seen < 8 {
		t.Errorf("only %d scripts were seen", seen)
	}
}

// TestActionsArePinned holds that what others wrote is named by its commit.
func TestActionsArePinned(t *testing.T) {
	uses := regexp.MustCompile(`(?m)^\s*(?:- )?uses: (\S+)(.*)$`)
	pinned := regexp.MustCompile(`^[\w./-]+@[0-9a-f]{40}$`)
	seen := 0
	for _, file := range workflows(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range uses.FindAllStringSubmatch(string(data), -1) {
			seen++
			if match[1] == "pinelint/pinelint@main" {
				continue
			}
			if !pinned.MatchString(match[1]) || !strings.HasPrefix(match[2], " # v") {
				t.Errorf("%s uses %s: name a commit, and its version in a comment", file, match[1])
			}
		}
	}
	if seen < 8 {
		t.Errorf("only %d actions were seen", seen)
	}
}

// workflows are the action, the workflows and the examples.
func workflows(t *testing.T) []string {
	t.Helper()
	files := []string{"../../action.yml"}
	for _, pattern := range []string{"../../.github/workflows/*.yml", "../../docs/examples/*.yml", "../../.ci/*.yml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: nothing is there: %v", pattern, err)
		}
		files = append(files, found...)
	}
	return files
}

// scripts are the values of the keys run.
func scripts(node *yaml.Node) []*yaml.Node {
	var found []*yaml.Node
	for i, below := range node.Content {
		if node.Kind == yaml.MappingNode && i%2 == 1 && node.Content[i-1].Value == "run" && below.Kind == yaml.ScalarNode {
			found = append(found, below)
		}
		found = append(found, scripts(below)...)
	}
	return found
}
