package collect

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// isSecretName knows the keys of free maps (tags, options) whose values are not kept,
// whatever they look like. The schema's own attributes are chosen so that none is a secret.
func isSecretName(key string) bool {
	key = strings.ToLower(key)
	for _, ending := range []string{"password", "passwd", "secret", "token", "credential", "credentials"} {
		if strings.HasSuffix(key, ending) {
			return true
		}
	}
	owner, isKey := strings.CutSuffix(key, "key")
	if !isKey {
		return false
	}
	owner = strings.TrimRight(owner, "_-")
	for _, ending := range []string{"secret", "access", "api", "private"} {
		if strings.HasSuffix(owner, ending) {
			return true
		}
	}
	return false
}

// policy reads a document that a platform keeps as text. Text that is not an object of
// JSON stays as it is: what is wrong with it is for a rule to say.
func (p *projection) policy(at *place, value any) any {
	text, ok := value.(string)
	if !ok {
		return p.free(at, value, false)
	}
	if text == "" {
		return nil
	}
	document, err := ParseJSON([]byte(text))
	if object, ok := document.(map[string]any); ok && err == nil {
		return p.free(at, object, false)
	}
	return Redact(text)
}

// free keeps a tree as it is, redacted and without nulls in maps. Keys of a policy name
// actions and condition keys, so only other trees have values hidden by their key.
func (p *projection) free(at *place, value any, hide bool) any {
	switch node := value.(type) {
	case nil, bool, json.Number:
		return node
	case string:
		return redacted(node, value)
	case map[string]any, []any:
		if at.level() > maxNesting {
			p.oddValue(at, "shallower", value)
			return nil
		}
		return p.freeParts(at, node, hide)
	default:
		return number(node)
	}
}

func (p *projection) freeParts(at *place, value any, hide bool) any {
	if list, ok := value.([]any); ok {
		kept := make([]any, len(list))
		for i, child := range list {
			next := at.element(i)
			kept[i] = p.free(&next, child, hide)
		}
		return kept
	}
	object, _ := value.(map[string]any)
	kept := make(map[string]any, len(object))
	for key, child := range object {
		next := at.child(key)
		if child = p.free(&next, child, hide); child == nil {
			continue
		}
		if hide {
			child = hideSecret(key, child)
		}
		kept[key] = child
	}
	return kept
}

func (p *projection) oddValue(at *place, want string, value any) {
	if p.odd == nil {
		p.odd = map[string]string{}
	}
	p.odd[at.pointer()] = fmt.Sprintf("%s stands where the schema has %s", kindOf(value), article(want))
}

func hideSecret(key string, value any) any {
	if text, ok := value.(string); ok && text != "" && isSecretName(key) {
		return Redacted
	}
	return value
}

func kindOf(value any) string {
	switch value.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a string"
	case bool:
		return "a truth value"
	default:
		return "a number"
	}
}

func article(kind string) string {
	switch kind {
	case "object", "integer":
		return "an " + kind
	case "array":
		return "a list"
	case "shallower":
		return "at most " + strconv.Itoa(maxNesting) + " levels"
	default:
		return "a " + kind
	}
}
