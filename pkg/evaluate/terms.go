package evaluate

import (
	"bytes"
	"encoding/json"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// keys makes terms, one for each distinct key, as a batch has the same few keys many
// times, and one for each reason that something is unknown.
type keys struct {
	names   map[string]*ast.Term
	reasons map[reason]*ast.Term
}

type reason struct{ text, expression, pattern string }

func newKeys() keys { return keys{names: map[string]*ast.Term{}, reasons: map[reason]*ast.Term{}} }

// pairs are an object in the making: made at once, it takes much less than one that grows.
// Those of nearly every object fit into a room.
type (
	pair  = [2]*ast.Term
	pairs []pair
	room  [12]pair
)

func (p pairs) term() *ast.Term { return ast.ObjectTerm(p...) }

func (k keys) key(name string) *ast.Term {
	if term, ok := k.names[name]; ok {
		return term
	}
	term := ast.StringTerm(name)
	k.names[name] = term
	return term
}

func (k keys) list(resources []*snapshot.Resource) *ast.Term {
	terms := make([]*ast.Term, len(resources))
	for i, resource := range resources {
		terms[i] = k.resource(resource)
	}
	return ast.ArrayTerm(terms...)
}

func (k keys) resource(resource *snapshot.Resource) *ast.Term {
	var room room
	object := append(pairs(room[:0]),
		pair{k.key("id"), ast.StringTerm(resource.ID)},
		pair{k.key("name"), ast.StringTerm(resource.Name)},
		pair{k.key("complete"), ast.InternedTerm(resource.Complete)},
		pair{k.key("values"), k.value(resource.Values)},
		pair{k.key("observations"), k.observations(resource)},
	)
	if resource.Environment != "" {
		object = append(object, pair{k.key("environment"), k.key(resource.Environment)})
	}
	if len(resource.Purposes) > 0 {
		object = append(object, pair{k.key("purposes"), k.strings(resource.Purposes)})
	}
	if len(resource.Unknown) > 0 {
		object = append(object, pair{k.key("unknown"), k.unknown(resource.Unknown)})
	}
	if len(resource.Unread) > 0 {
		object = append(object, pair{k.key("unread"), k.texts(resource.Unread)})
	}
	if len(resource.Incomplete) > 0 {
		object = append(object, pair{k.key("incomplete"), k.texts(resource.Incomplete)})
	}
	if len(resource.Links) > 0 {
		object = append(object, pair{k.key("links"), k.links(resource.Links)})
	}
	if resource.Access != nil {
		object = append(object, pair{k.key("access"), k.written(resource.Access)})
	}
	if before := resource.Previous; before != nil {
		object = append(object, pair{k.key("previous"), k.previous(before)})
	}
	if resource.Drift != nil {
		object = append(object, pair{k.key("drift"), k.written(resource.Drift)})
	}
	return object.term()
}

func (k keys) previous(before *snapshot.Previous) *ast.Term {
	return ast.ObjectTerm(
		pair{k.key("complete"), ast.InternedTerm(before.Complete)},
		pair{k.key("values"), k.value(before.Values)},
		pair{k.key("unknown"), k.unknown(before.Unknown)},
		pair{k.key("unread"), k.texts(before.Unread)},
	)
}

func (k keys) observations(resource *snapshot.Resource) *ast.Term {
	terms := make([]*ast.Term, len(resource.Observations))
	for i, observation := range resource.Observations {
		var room room
		object := append(pairs(room[:0]),
			pair{k.key("source"), k.key(observation.Source)},
			pair{k.key("address"), ast.StringTerm(observation.Address)},
			pair{k.key("complete"), ast.InternedTerm(observation.Complete)},
		)
		if len(resource.Observations) > 1 {
			object = append(object, pair{k.key("values"), k.value(observation.Values)})
		}
		if call := observation.Call; call != nil {
			object = append(object, pair{k.key("call"), ast.ObjectTerm(
				pair{k.key("name"), k.key(call.Name)},
				pair{k.key("time"), ast.StringTerm(call.Time)},
			)})
		}
		if resource.Type == "terraform_root" && len(observation.References) > 0 {
			// What a module gives out is judged by what it was made from.
			object = append(object, pair{k.key("references"), k.links(observation.References)})
		}
		terms[i] = object.term()
	}
	return ast.ArrayTerm(terms...)
}

// written is what stands beside values, in the form that a written snapshot has.
func (k keys) written(facts any) *ast.Term {
	data, err := json.Marshal(facts)
	if err != nil {
		return ast.NullTerm()
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return ast.NullTerm()
	}
	return k.value(tree)
}

func (k keys) unknown(unknown map[string]snapshot.Unknown) *ast.Term {
	var room room
	object := pairs(room[:0])
	for pointer, why := range unknown {
		object = append(object, pair{k.key(pointer), k.reason(reason{why.Reason, why.Expression, why.Pattern})})
	}
	return object.term()
}

func (k keys) reason(why reason) *ast.Term {
	if term, ok := k.reasons[why]; ok {
		return term
	}
	said := pairs{{k.key("reason"), ast.StringTerm(why.text)}}
	if why.expression != "" {
		said = append(said, pair{k.key("expression"), ast.StringTerm(why.expression)})
	}
	if why.pattern != "" {
		said = append(said, pair{k.key("pattern"), ast.StringTerm(why.pattern)})
	}
	term := said.term()
	k.reasons[why] = term
	return term
}

func (k keys) texts(texts map[string]string) *ast.Term {
	var room room
	object := pairs(room[:0])
	for name, text := range texts {
		object = append(object, pair{k.key(name), k.key(text)})
	}
	return object.term()
}

func (k keys) links(links map[string][]string) *ast.Term {
	var room room
	object := pairs(room[:0])
	for relation, ids := range links {
		object = append(object, pair{k.key(relation), k.strings(ids)})
	}
	return object.term()
}

func (k keys) strings(values []string) *ast.Term {
	terms := make([]*ast.Term, len(values))
	for i, value := range values {
		terms[i] = k.key(value)
	}
	return ast.ArrayTerm(terms...)
}

// value converts a tree. Null stays only in lists, where it holds a place: in Rego
// `not x.y` is false for a null.
func (k keys) value(value any) *ast.Term {
	switch value := value.(type) {
	case bool:
		return ast.InternedTerm(value)
	case string:
		return ast.StringTerm(value)
	case json.Number:
		return ast.NumberTerm(value)
	case []any:
		terms := make([]*ast.Term, len(value))
		for i, element := range value {
			terms[i] = k.value(element)
		}
		return ast.ArrayTerm(terms...)
	case map[string]any:
		var room room
		object := pairs(room[:0])
		for name, element := range value {
			if element != nil {
				object = append(object, pair{k.key(name), k.value(element)})
			}
		}
		return object.term()
	default:
		return ast.NullTerm()
	}
}
