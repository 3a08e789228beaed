package diff

import (
	"maps"
	"reflect"
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// known is a resource with what cannot be told of it.
type known struct {
	resource *snapshot.Resource
	// why is the reason by pointer; below has the unknown keys by their parent's pointer.
	why   map[string]string
	below map[string][]string
}

func newKnown(resource *snapshot.Resource) *known {
	k := &known{resource: resource, why: map[string]string{}, below: map[string][]string{}}
	for pointer, unknown := range resource.Unknown {
		k.why[pointer] = unknown.Reason
	}
	for pointer, permission := range resource.Unread {
		k.why[pointer] = "the service refused to show it without the permission " + permission
	}
	for pointer := range k.why {
		if tokens := snapshot.Tokens(pointer); len(tokens) > 0 {
			parent := snapshot.Parent(pointer)
			k.below[parent] = append(k.below[parent], tokens[len(tokens)-1])
		}
	}
	return k
}

// silent says whether nobody knows the value at a pointer, and why.
func (k *known) silent(pointer string, value any) (reason string, unknown bool) {
	if value != nil {
		return "", false
	}
	for at := pointer; ; at = snapshot.Parent(at) {
		if reason, ok := k.why[at]; ok {
			return reason, true
		}
		if at == "" {
			return "no source that was read holds it", !k.resource.Complete
		}
	}
}

// trees compares the values of a resource. A value has a pointer in each run: elements of
// lists move.
type trees struct {
	old, now *known
	found    []Fact
}

// compare goes down where both have a map or a list. nil is what is not there.
func (t *trees) compare(oldAt, nowAt string, old, now any) {
	if was, ok := old.(map[string]any); ok {
		if is, ok := now.(map[string]any); ok {
			t.maps(oldAt, nowAt, was, is)
			return
		}
	}
	if was, ok := old.([]any); ok {
		if is, ok := now.([]any); ok && !(flat(was) && flat(is)) {
			t.lists(oldAt, nowAt, was, is)
			return
		}
	}
	t.value(oldAt, nowAt, old, now)
}

func (t *trees) maps(oldAt, nowAt string, old, now map[string]any) {
	keys := map[string]bool{}
	for _, list := range [][]string{
		slices.Collect(maps.Keys(old)), slices.Collect(maps.Keys(now)), t.old.below[oldAt], t.now.below[nowAt],
	} {
		for _, key := range list {
			keys[key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		t.compare(snapshot.Child(oldAt, key), snapshot.Child(nowAt, key), old[key], now[key])
	}
}

// flat says whether a list has only values in it that are known: it is then one fact.
func flat(list []any) bool {
	return !slices.ContainsFunc(list, func(item any) bool {
		switch item.(type) {
		case nil, map[string]any, []any:
			return true
		default:
			return false
		}
	})
}

// lists pairs what both have at the start and at the end, so that an element that comes
// between moves the others and does not change them.
func (t *trees) lists(oldAt, nowAt string, old, now []any) {
	shorter := min(len(old), len(now))
	start, end := 0, 0
	for start < shorter && reflect.DeepEqual(old[start], now[start]) {
		start++
	}
	for end < shorter-start && reflect.DeepEqual(old[len(old)-1-end], now[len(now)-1-end]) {
		end++
	}
	pair := func(i, j int) {
		t.compare(snapshot.Element(oldAt, i), snapshot.Element(nowAt, j), old[i], now[j])
	}
	for i := range shorter - end {
		pair(i, i)
	}
	for i := shorter - end; i < len(old)-end; i++ {
		t.add(Fact{Kind: Fixed, Pointer: snapshot.Element(oldAt, i), Old: old[i]})
	}
	for i := shorter - end; i < len(now)-end; i++ {
		t.add(Fact{Kind: New, Pointer: snapshot.Element(nowAt, i), New: now[i]})
	}
	for i := end; i > 0; i-- {
		pair(len(old)-i, len(now)-i)
	}
}

// value compares what is no pair of maps or lists. What no source says of a resource that
// none holds completely is not known.
func (t *trees) value(oldAt, nowAt string, old, now any) {
	if reflect.DeepEqual(old, now) && old != nil {
		return
	}
	oldReason, oldHidden := t.old.silent(oldAt, old)
	nowReason, nowHidden := t.now.silent(nowAt, now)
	fact := Fact{Pointer: nowAt, Old: old, New: now}
	switch {
	case oldHidden == nowHidden && old == nil && now == nil:
		return
	case nowHidden:
		fact.Kind, fact.Reason = Lost, nowReason
	case oldHidden:
		fact.Kind, fact.Reason = Gained, oldReason
	case now == nil:
		fact.Kind, fact.Pointer = Fixed, oldAt
	case old == nil:
		fact.Kind = New
	default:
		fact.Kind = Changed
	}
	t.add(fact)
}

func (t *trees) add(fact Fact) {
	side := t.now.resource
	if fact.Kind == Fixed {
		side = t.old.resource
	}
	fact.Location = locate(side, fact.Pointer)
	t.found = append(t.found, fact)
}
