package snapshot

import "strconv"

// Text is the first of some attributes that is a text and not empty.
func Text(values map[string]any, names ...string) string {
	for _, name := range names {
		if value, ok := values[name].(string); ok && value != "" {
			return value
		}
	}
	return ""
}

// Texts are all texts in a tree of maps and lists, in no promised order.
func Texts(value any) []string {
	var all []string
	switch value := value.(type) {
	case string:
		all = []string{value}
	case []any:
		for _, element := range value {
			all = append(all, Texts(element)...)
		}
	case map[string]any:
		for _, element := range value {
			all = append(all, Texts(element)...)
		}
	}
	return all
}

// Copy is a tree of maps and lists of its own.
func Copy(value any) any {
	switch value := value.(type) {
	case map[string]any:
		made := make(map[string]any, len(value))
		for key, element := range value {
			made[key] = Copy(element)
		}
		return made
	case []any:
		made := make([]any, len(value))
		for i, element := range value {
			made[i] = Copy(element)
		}
		return made
	default:
		return value
	}
}

// Put sets the value at a JSON pointer, in objects that it makes where there are none. Nil is
// no value.
func Put(values map[string]any, pointer string, value any) {
	if value == nil {
		return
	}
	above := Parent(pointer)
	parent, _ := Lookup(values, above)
	if parent == nil {
		parent = map[string]any{}
		Put(values, above, parent)
	}
	tokens := Tokens(pointer)
	last := tokens[len(tokens)-1]
	switch parent := parent.(type) {
	case map[string]any:
		parent[last] = value
	case []any:
		if i, err := strconv.Atoi(last); err == nil && i < len(parent) {
			parent[i] = value
		}
	}
}

// Hides says whether something at a JSON pointer or below it is unknown.
func Hides(unknown map[string]Unknown, pointer string) bool {
	for at := range unknown {
		if Within(at, pointer) {
			return true
		}
	}
	return false
}
