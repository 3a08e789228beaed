package config

import (
	"strings"

	"github.com/agext/levenshtein"
	"gopkg.in/yaml.v3"
)

// entry is one entry of a mapping.
type entry struct {
	name       string
	key, value *node
}

// entries are a mapping's own entries and those that it merges in, each key once: what a
// mapping says itself goes before what it merges, and the first before the later.
func (d *decoder) entries(at *node, pointer string) []entry {
	var own, merged []entry
	first := map[string]*node{}
	for i := 0; i+1 < len(at.Content); i += 2 {
		key, value := at.Content[i], at.Content[i+1]
		if key.Kind == yaml.ScalarNode && key.Tag == "!!merge" {
			merged = append(merged, d.merge(value, pointer)...)
			continue
		}
		name, ok := d.key(key, pointer)
		if !ok {
			continue
		}
		if before := first[name]; before != nil {
			d.twice(name, pointer, before, key)
			continue
		}
		first[name] = key
		own = append(own, entry{name, key, value})
	}
	for _, entry := range merged {
		if first[entry.name] == nil {
			first[entry.name] = entry.key
			own = append(own, entry)
		}
	}
	return own
}

func (d *decoder) twice(name, pointer string, first, second *node) {
	if d.full() {
		return
	}
	d.problem(d.text.span(second), "the key %q stands twice in %s: the first, in line %d, is used",
		name, readable(pointer), d.text.line(d.text.span(first).Start))
}

// merge is what the value of a merge key stands for: a mapping, or a list of them.
func (d *decoder) merge(at *node, pointer string) (merged []entry) {
	switch at.Kind {
	case yaml.AliasNode:
		d.alias(at, pointer, func(target *node) (any, bool) {
			d.expanded += len(target.Content)
			if d.expanded > maxExpanded {
				return d.exhausted(at)
			}
			merged = d.merge(target, pointer)
			return nil, true
		})
	case yaml.MappingNode:
		merged = d.entries(at, pointer)
	case yaml.SequenceNode:
		for _, content := range at.Content {
			merged = append(merged, d.merge(content, pointer)...)
		}
	default:
		d.problem(d.text.span(at), "the merge key << of %s must have a mapping, or a list of mappings", readable(pointer))
	}
	return merged
}

// key is the name that a key node spells.
func (d *decoder) key(key *node, pointer string) (string, bool) {
	if key.Kind == yaml.AliasNode && key.Alias != nil {
		key = key.Alias
	}
	if key.Kind != yaml.ScalarNode || key.Tag == "!!null" {
		d.problem(d.text.span(key), "a key of %s is no text: keys are words", readable(pointer))
		return "", false
	}
	name := d.redact(key.Value)
	if name != key.Value {
		d.problem(d.text.span(key), secretMessage)
	}
	return name, true
}

// unknownKey tells of a key, and gives the known one that it is likeliest meant to be, or "".
func (d *decoder) unknownKey(entry entry, pointer string, known []string) string {
	if d.full() {
		return ""
	}
	place := d.text.span(entry.key)
	near := Nearest(entry.name, known)
	if near != "" {
		d.problem(place, "unknown key %q in %s: did you mean %q?", entry.name, readable(pointer), near)
	} else {
		d.problem(place, "unknown key %q in %s: the keys are %s", entry.name, readable(pointer), strings.Join(known, ", "))
	}
	return near
}

// Nearest is the known name that a misspelling is likeliest meant to be, or "".
func Nearest(name string, known []string) string {
	if len(name) > 64 {
		return ""
	}
	best, least := "", max(2, len(name)/3)+1
	for _, candidate := range known {
		distance := levenshtein.Distance(strings.ToLower(name), strings.ToLower(candidate), nil)
		if distance < min(least, len(name)) {
			best, least = candidate, distance
		}
	}
	return best
}

// entrySpan is `key: value` where the value ends what the key's line begins, else the key.
func (d *decoder) entrySpan(entry entry) Span {
	place := d.text.span(entry.key)
	if entry.value.Kind == yaml.AliasNode || entry.value.Kind == yaml.ScalarNode {
		place.End = max(place.End, d.text.span(entry.value).End)
	}
	return place
}

// elementSpan is a list's element: the value, or the first entry of a mapping.
func (d *decoder) elementSpan(at *node) Span {
	place := d.text.span(at)
	if at.Kind == yaml.MappingNode && len(at.Content) > 1 {
		place.End = max(place.End, d.entrySpan(entry{key: at.Content[0], value: at.Content[1]}).End)
	}
	return place
}
