package collect

import (
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxNesting bounds the depth of what is kept: no attribute and no policy comes near.
const maxNesting = 200

// projection writes a tree anew in the form of a schema.
type projection struct {
	complete bool
	unknown  map[string]snapshot.Unknown
	unread   map[string]string
	// amazon says that the provider has empty text for what is unset.
	amazon bool
	// odd has why a value of an unexpected kind was left out, by pointer.
	odd map[string]string
	// unwrapped are the pointers of one-element lists that stand for an object.
	unwrapped []string
}

// place is a pointer that is written out only when it is needed. The root is nil.
type place struct {
	parent *place
	key    string
	index  int
	depth  int
}

func (p *place) child(key string) place { return place{parent: p, key: key, depth: p.level() + 1} }
func (p *place) element(index int) place {
	return place{parent: p, index: index + 1, depth: p.level() + 1}
}

func (p *place) level() int {
	if p == nil {
		return 0
	}
	return p.depth
}

func (p *place) pointer() string {
	switch {
	case p == nil:
		return ""
	case p.index > 0:
		return snapshot.Element(p.parent.pointer(), p.index-1)
	default:
		return snapshot.Child(p.parent.pointer(), p.key)
	}
}

// value is nil where nothing is kept.
func (p *projection) value(shape *snapshot.Shape, at *place, value any) any {
	if value == nil {
		return nil
	}
	switch shape.Type {
	case "object":
		return p.object(shape, at, value)
	case "array":
		return p.list(shape, at, value)
	case "":
		return p.free(at, value, true)
	default:
		scalar, ok := scalarAs(shape.Type, value)
		switch {
		case !ok:
			p.oddValue(at, shape.Type, value)
		case shape.Format == snapshot.FormatTime && !isTime(scalar):
			p.oddValue(at, "time", value)
			return nil
		}
		return scalar
	}
}

func (p *projection) object(shape *snapshot.Shape, at *place, value any) any {
	if shape.Format == snapshot.FormatPolicy {
		return p.policy(at, value)
	}
	if list, ok := value.([]any); ok && len(list) <= 1 {
		if len(list) == 0 {
			return nil
		}
		p.unwrapped = append(p.unwrapped, at.pointer()) // also where the one is unknown as a whole
		if list[0] == nil {
			return nil
		}
		value = list[0]
	}
	object, ok := value.(map[string]any)
	switch {
	case !ok:
		p.oddValue(at, shape.Type, value)
		return nil
	case isFree(shape):
		return p.free(at, object, true)
	}
	kept := make(map[string]any, min(len(object), max(len(shape.Properties), 8)))
	for key, child := range object {
		if member := p.member(shape, at, key, child); member != nil {
			kept[key] = member
		}
	}
	p.fill(shape, at, kept)
	return kept
}

func (p *projection) member(shape *snapshot.Shape, at *place, key string, value any) any {
	next := at.child(key)
	if property := shape.Properties[key]; property != nil {
		if p.amazon && value == "" {
			return nil
		}
		return p.value(property, &next, value)
	}
	if shape.Additional == nil {
		return nil
	}
	return hideSecret(key, p.value(shape.Additional, &next, value))
}

// fill adds the provider's defaults to an object that is there.
func (p *projection) fill(shape *snapshot.Shape, at *place, kept map[string]any) {
	if !p.complete {
		return
	}
	for key, property := range shape.Properties {
		if property.Default == nil || kept[key] != nil {
			continue
		}
		if next := at.child(key); !p.isUnknown(&next) {
			kept[key] = number(property.Default)
		}
	}
}

// isUnknown says whether a pointer or a parent of it is unknown, or was not shown.
func (p *projection) isUnknown(at *place) bool {
	if len(p.unknown) == 0 && len(p.odd) == 0 && len(p.unread) == 0 {
		return false
	}
	for pointer := at.pointer(); ; pointer = snapshot.Parent(pointer) {
		if _, ok := p.unknown[pointer]; ok {
			return true
		}
		if _, ok := p.unread[pointer]; ok {
			return true
		}
		if _, ok := p.odd[pointer]; ok {
			return true
		}
		if pointer == "" {
			return false
		}
	}
}

func (p *projection) list(shape *snapshot.Shape, at *place, value any) any {
	list, ok := value.([]any)
	if !ok {
		p.oddValue(at, shape.Type, value)
		return nil
	}
	kept := make([]any, len(list))
	for i, child := range list {
		next := at.element(i)
		if shape.Items == nil {
			kept[i] = p.free(&next, child, true)
			continue
		}
		kept[i] = p.value(shape.Items, &next, child)
	}
	return kept
}
