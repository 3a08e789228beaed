//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// reduce leaves out of a case, one thing after the other, all without which both still
// decide as they did.
func (c *comparison) reduce(found verdict) (verdict, error) {
	for {
		smaller, err := c.smaller(&found)
		if err != nil || smaller == nil {
			return found, err
		}
		found = *smaller
	}
}

func (c *comparison) smaller(found *verdict) (*verdict, error) {
	text, err := json.Marshal(&found.testCase)
	if err != nil {
		return nil, fmt.Errorf("reduce %s: %w", found.ID, err)
	}
	var tree document
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, fmt.Errorf("reduce %s: %w", found.ID, err)
	}
	for _, path := range removable(tree, nil) {
		var next testCase
		text, _ := json.Marshal(without(tree, path))
		if json.Unmarshal(text, &next) != nil {
			continue
		}
		tried, said, err := c.both(&next)
		if err != nil {
			return nil, err
		}
		same := tried.Decision == found.Decision && tried.Simulator == found.Simulator
		if same && said.Refused == "" && len(said.Ignored) == 0 {
			return &tried, nil
		}
	}
	return nil, nil
}

// removable are the paths of what may be left out, outermost first: a policy without
// Statement would be another mistake.
func removable(value any, path []any) [][]any {
	var paths [][]any
	switch value := value.(type) {
	case document:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			below := append(slices.Clone(path), key)
			if len(path) == 0 && key != "policies" && key != "request" || key == "derived" {
				continue
			}
			if !needed(key) && (len(value) > 1 || !isPrincipal(path)) {
				paths = append(paths, below)
			}
			paths = append(paths, removable(value[key], below)...)
		}
	case []any:
		for i := range value {
			below := append(slices.Clone(path), i)
			if len(value) > 1 {
				paths = append(paths, below)
			}
			paths = append(paths, removable(value[i], below)...)
		}
	}
	return paths
}

func needed(key string) bool {
	switch key {
	case "request", "policies", "principal", "action", "resource", "resource_account", "Version", "Statement",
		"Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource":
		return true
	default:
		return false
	}
}

func isPrincipal(path []any) bool {
	return len(path) > 0 && (path[len(path)-1] == "Principal" || path[len(path)-1] == "NotPrincipal")
}

// without is a copy.
func without(value any, path []any) any {
	switch value := value.(type) {
	case document:
		copied := maps.Clone(value)
		key, _ := path[0].(string)
		if len(path) == 1 {
			delete(copied, key)
		} else {
			copied[key] = without(copied[key], path[1:])
		}
		return copied
	case []any:
		at, _ := path[0].(int)
		if len(path) == 1 {
			return slices.Delete(slices.Clone(value), at, at+1)
		}
		copied := slices.Clone(value)
		copied[at] = without(copied[at], path[1:])
		return copied
	default:
		return value
	}
}
