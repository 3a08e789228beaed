//go:build unix

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// How many cases the tests keep: of those that both agree on, so many of each scenario and
// decision; of disagreements, so many of each kind.
const (
	keptAgreed  = 66
	keptSettled = 12
)

// frozen is a case as the tests keep it.
type frozen struct {
	verdict

	Kind string `json:"kind,omitempty"`
	Why  string `json:"why,omitempty"`
	Page string `json:"page,omitempty"`
}

func (c *comparison) freeze(folder string) error {
	agreed, counts := []frozen{}, map[string]int{}
	for _, found := range c.agreed {
		kind := found.Request.Action[:3] + found.Decision
		if len(line(found)) > 1500 || counts[kind] == keptAgreed || len(found.Policies.ServiceControl) > 1 {
			continue
		}
		counts[kind]++
		found.Derived, found.Simulator = nil, ""
		agreed = append(agreed, frozen{verdict: found})
	}
	var settled []frozen
	for i := range settlements {
		s := &settlements[i]
		found := c.settled[s.name]
		slices.SortStableFunc(found, func(a, b verdict) int { return cmp.Compare(len(line(a)), len(line(b))) })
		for _, one := range spread(found) {
			one.Derived = nil
			settled = append(settled, frozen{one, s.name, s.why, s.page})
		}
	}
	if err := write(filepath.Join(folder, "agreed.json"), agreed); err != nil {
		return err
	}
	return write(filepath.Join(folder, "settled.json"), settled)
}

// spread takes some of each pair of decisions, and the smallest first.
func spread(found []verdict) []verdict {
	var kept []verdict
	counts := map[string]int{}
	for _, one := range found {
		if pair := one.Decision + one.Simulator; counts[pair] < keptSettled/3 {
			counts[pair]++
			kept = append(kept, one)
		}
	}
	return kept
}

// write has a case on each line.
func write(name string, cases []frozen) error {
	var text bytes.Buffer
	text.WriteString("{\n\"cases\": [\n")
	for i := range cases {
		if i > 0 {
			text.WriteString(",\n")
		}
		text.WriteString(line(cases[i]))
	}
	text.WriteString("\n]}\n")
	if err := os.WriteFile(name, text.Bytes(), 0o644); err != nil {
		return fmt.Errorf("freeze cases: %w", err)
	}
	return nil
}

func line(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err.Error()
	}
	return string(bytes.TrimSpace(text.Bytes()))
}
