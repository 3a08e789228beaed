package main

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// secrets are those that the scan found and that no other collector can tell, since only
// the name beside them says what they are. Terraform may carry one anywhere.
type secrets map[string]bool

func (s secrets) add(secret string) { s[secret] = true }

// from takes them out of all that was collected.
func (s secrets) from(evidence *snapshot.Snapshot) (*snapshot.Snapshot, error) {
	if len(s) == 0 {
		return evidence, nil
	}
	var text bytes.Buffer
	if err := snapshot.Write(&text, evidence); err != nil {
		return nil, err
	}
	clean := s.remove(text.String())
	if len(clean) == text.Len() {
		return evidence, nil
	}
	return snapshot.Read(strings.NewReader(clean))
}

// remove takes them out of a text. JSON writes their characters as they are.
func (s secrets) remove(text string) string {
	var pairs []string
	for _, secret := range slices.Sorted(maps.Keys(s)) {
		pairs = append(pairs, secret, collect.Redacted)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
