package access

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// node is a place in a document, with what is unknown there and below.
type node struct {
	pointer string
	value   any
	unknown *Unknown
	below   map[string]*hidden
}

// hidden are the unknown parts of a document, by reference token.
type hidden struct {
	unknown *Unknown
	below   map[string]*hidden
}

func newNode(document any, unknown map[string]Unknown) node {
	top := &hidden{}
	for pointer, part := range unknown {
		at := top
		if pointer != "" {
			for token := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
				at = at.child(token)
			}
		}
		at.unknown = &part
	}
	return newNodeAt("", document, top)
}

func (h *hidden) child(token string) *hidden {
	if h.below == nil {
		h.below = map[string]*hidden{}
	}
	child, ok := h.below[token]
	if !ok {
		child = &hidden{}
		h.below[token] = child
	}
	return child
}

func newNodeAt(pointer string, value any, hidden *hidden) node {
	made := node{pointer: pointer, value: value}
	if hidden == nil {
		return made
	}
	made.unknown, made.below = hidden.unknown, hidden.below
	switch value.(type) {
	case nil, map[string]any, []any:
	default: // something is unknown in a string: the string is
		if made.unknown == nil && len(made.below) > 0 {
			made.unknown = &Unknown{}
		}
	}
	return made
}

// isMap also holds for what is known to be there only from the unknown parts in it.
func (n *node) isMap() bool {
	_, ok := n.value.(map[string]any)
	return ok || n.value == nil && len(n.below) > 0
}

// field is an entry of a map. Its key is unescaped.
type field struct {
	key string
	node
}

// fields are the entries of a map, sorted by key.
func (n *node) fields() []field {
	values, _ := n.value.(map[string]any)
	fields := make([]field, 0, len(values)+len(n.below))
	for key, value := range values {
		token := escape(key)
		fields = append(fields, field{key, newNodeAt(n.pointer+"/"+token, value, n.below[token])})
	}
	for token, hidden := range n.below {
		key := unescape(token)
		if _, ok := values[key]; !ok {
			fields = append(fields, field{key, newNodeAt(n.pointer+"/"+token, nil, hidden)})
		}
	}
	slices.SortFunc(fields, func(a, b field) int { return strings.Compare(a.key, b.key) })
	return fields
}

// find is the entry of a key, nil where there is none.
func find(fields []field, key string) *field {
	for i := range fields {
		if fields[i].key == key {
			return &fields[i]
		}
	}
	return nil
}

// elements are the entries of a list, or the node itself where it is none.
func (n *node) elements() (elements []node, list bool) {
	values, list := n.value.([]any)
	if !list && (n.value != nil || n.unknown != nil || len(n.below) == 0) {
		return []node{*n}, false
	}
	elements = make([]node, 0, len(values))
	for i, value := range values {
		token := strconv.Itoa(i)
		elements = append(elements, newNodeAt(n.pointer+"/"+token, value, n.below[token]))
	}
	if len(n.below) == 0 {
		return elements, true
	}
	for _, token := range slices.Sorted(maps.Keys(n.below)) {
		if i, err := strconv.Atoi(token); err != nil || i < 0 || i >= len(values) {
			elements = append(elements, newNodeAt(n.pointer+"/"+token, nil, n.below[token]))
		}
	}
	return elements, true
}

func escape(key string) string {
	if strings.IndexByte(key, '~') < 0 && strings.IndexByte(key, '/') < 0 {
		return key
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}

func unescape(token string) string {
	if !strings.Contains(token, "~") {
		return token
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
}
