package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// sharing keeps one copy of what many resources say alike: what is unknown, what they are
// made from, their tags, and what is done to them. Observations are not changed once they
// are handed on.
type sharing struct {
	unknown    map[string]map[string]snapshot.Unknown
	references map[string]map[string][]string
	tags       map[string]map[string]any
	changes    map[string]map[string]any
}

func newSharing() *sharing {
	return &sharing{
		unknown:    map[string]map[string]snapshot.Unknown{},
		references: map[string]map[string][]string{},
		tags:       map[string]map[string]any{},
		changes:    map[string]map[string]any{},
	}
}

// mark is an attribute that is unknown for a reason.
type mark struct{ pointer, reason string }

type marked []mark

// sameMarks gives the unknown attributes as a map; of two reasons the last counts.
func (s *sharing) sameMarks(marks marked) map[string]snapshot.Unknown {
	if len(marks) == 0 {
		return nil
	}
	var key strings.Builder
	for _, mark := range marks {
		key.WriteString(mark.pointer)
		key.WriteByte(0)
		key.WriteString(mark.reason)
		key.WriteByte(0)
	}
	return same(s.unknown, key.String(), func() map[string]snapshot.Unknown {
		unknown := make(map[string]snapshot.Unknown, len(marks))
		for _, mark := range marks {
			unknown[mark.pointer] = snapshot.Unknown{Reason: mark.reason}
		}
		return unknown
	})
}

func (s *sharing) sameReferences(references map[string][]string) map[string][]string {
	var key strings.Builder
	for _, pointer := range slices.Sorted(maps.Keys(references)) {
		key.WriteString(pointer + "\x00" + strings.Join(references[pointer], "\x00") + "\x01")
	}
	return same(s.references, key.String(), func() map[string][]string { return references })
}

func (s *sharing) sameTags(tags map[string]any) map[string]any {
	var key strings.Builder
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		value, ok := tags[name].(string)
		if !ok {
			return tags
		}
		key.WriteString(name + "\x00" + value + "\x01")
	}
	return same(s.tags, key.String(), func() map[string]any { return tags })
}

// sameChange gives the attribute change; nil for what no plan changes.
func (s *sharing) sameChange(change *change) map[string]any {
	if len(change.actions) == 0 {
		return nil
	}
	key := fmt.Sprint(change.actions, change.reason, change.paths)
	return same(s.changes, key, change.values)
}

// same is what was made for the key before, or else made now.
func same[V any](known map[string]V, key string, first func() V) V {
	const most = 10_000
	value, ok := known[key]
	if ok {
		return value
	}
	value = first()
	if len(known) < most {
		known[key] = value
	}
	return value
}
