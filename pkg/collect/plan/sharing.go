package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// sharing keeps one copy of what many resources say alike: what is unknown after apply,
// tags, and what is done to them. Observations are not changed once they are handed on.
type sharing struct {
	unknown map[string]map[string]snapshot.Unknown
	tags    map[string]map[string]any
	changes map[string]map[string]any
}

func newSharing() *sharing {
	return &sharing{
		unknown: map[string]map[string]snapshot.Unknown{},
		tags:    map[string]map[string]any{},
		changes: map[string]map[string]any{},
	}
}

func (s *sharing) share(o *snapshot.Observation) {
	if len(o.Unknown) > 0 {
		o.Unknown = s.sameUnknown(o.Unknown)
	}
	if tags, ok := o.Values["tags"].(map[string]any); ok {
		o.Values["tags"] = s.sameTags(tags)
	}
}

func (s *sharing) sameUnknown(unknown map[string]snapshot.Unknown) map[string]snapshot.Unknown {
	var key strings.Builder
	for _, pointer := range slices.Sorted(maps.Keys(unknown)) {
		key.WriteString(pointer + "\x00" + unknown[pointer].Reason + "\x00")
	}
	return same(s.unknown, key.String(), unknown)
}

func (s *sharing) sameTags(tags map[string]any) map[string]any {
	var key strings.Builder
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		value, ok := tags[name].(string)
		if !ok {
			return tags
		}
		key.WriteString(name + "\x00" + value + "\x00")
	}
	return same(s.tags, key.String(), tags)
}

func (s *sharing) sameChange(change map[string]any) map[string]any {
	if change == nil {
		return nil
	}
	return same(s.changes, fmt.Sprint(change), change)
}

func same[V any](known map[string]V, key string, value V) V {
	const most = 10_000
	if first, ok := known[key]; ok {
		return first
	}
	if len(known) < most {
		known[key] = value
	}
	return value
}
