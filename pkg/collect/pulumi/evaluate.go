package pulumi

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// value is what a node of a document comes to, which stands at a place.
func (p *program) value(n *document.Node, from *document.Document, at snapshot.Location, depth int) *document.Value {
	where := snapshot.Position{Location: at}
	if p.left--; p.left < 0 || depth > deepest {
		return document.Unclear(where, "", "it leads on too far to be evaluated", "")
	}
	if n == nil {
		return nil
	}
	if n.Kind == document.Map && len(n.Entries) == 1 && strings.HasPrefix(n.Entries[0].Name, "fn::") {
		c := call{argument: n.Entries[0].Value, from: from, at: where, depth: depth + 1}
		return p.call(strings.ToLower(strings.TrimPrefix(n.Entries[0].Name, "fn::")), c)
	}
	v := &document.Value{Kind: n.Kind, At: where}
	switch n.Kind {
	case document.List:
		for _, item := range n.Items {
			v.Items = append(v.Items, p.value(item, from, from.Place(item), depth+1))
		}
	case document.Map:
		for i := range n.Entries {
			entry := &n.Entries[i]
			if value := p.value(entry.Value, from, from.Whole(entry), depth+1); !value.Absent() {
				v.Fields = append(v.Fields, document.Field{Name: entry.Name, Value: value})
			}
		}
	default:
		if text, ok := n.Scalar.(string); ok && strings.Contains(text, "$") {
			return p.text(text, where, depth)
		}
		v.Scalar = n.Scalar
	}
	return v
}

// text puts values into a text. "$${" stands for "${".
func (p *program) text(text string, at snapshot.Position, depth int) *document.Value {
	var parts []*document.Value
	for rest := text; rest != ""; {
		before, after, found := strings.Cut(rest, "${")
		if !found {
			parts = append(parts, document.String(rest, at))
			break
		}
		if plain, escaped := strings.CutSuffix(before, "$"); escaped {
			parts, rest = append(parts, document.String(plain+"${", at)), after
			continue
		}
		path, left, closed := strings.Cut(after, "}")
		if !closed {
			parts = append(parts, document.String(rest, at))
			break
		}
		value := p.path(strings.TrimSpace(path), at, depth+1)
		if before == "" && left == "" && len(parts) == 0 {
			return value
		}
		parts, rest = append(parts, document.String(before, at), value), left
	}
	if joined, ok := document.Join(at, text, "", parts); ok {
		return joined
	}
	return document.Unclear(at, text, "a list or a map stands in a text", "")
}

// path is what an expression leads to: a variable, a setting, or a resource's attribute.
func (p *program) path(path string, at snapshot.Position, depth int) *document.Value {
	name, rest := path, ""
	if end := strings.IndexAny(path, ".["); end > 0 {
		name, rest = path[:end], strings.TrimPrefix(path[end:], ".")
	}
	expression := "${" + path + "}"
	if one, ok := p.config[name]; ok && rest == "" {
		return p.setting(name, one, at, depth)
	}
	if variables := p.document.Root.Get("variables"); variables.Get(name) != nil {
		for i := range variables.Entries {
			if entry := &variables.Entries[i]; entry.Name == name {
				v := p.value(entry.Value, p.document, p.document.Whole(entry), depth+1)
				return step(v, rest, at, expression).Passed(at.Location, "taken by "+expression)
			}
		}
	}
	if resource := p.document.Root.Get("resources").Get(name); resource != nil {
		return p.attribute(name, resource, rest, at, depth)
	}
	return document.Unclear(at, expression, "known when the program runs", "")
}

func (p *program) setting(name string, one setting, at snapshot.Position, depth int) *document.Value {
	expression := "${" + name + "}"
	switch {
	case one.secret:
		return document.Unclear(at, expression, "the configuration "+name+" is a secret", name)
	case one.value == nil:
		return document.Unclear(at, expression, "the configuration "+name+" has no value here", name)
	}
	v := p.value(one.value, one.from, one.at, depth+1)
	return v.Passed(at.Location, "taken by "+expression)
}

// attribute is that of a resource: known where the program gives it, and else known when
// the stack is deployed.
func (p *program) attribute(
	name string, resource *document.Node, rest string, at snapshot.Position, depth int,
) *document.Value {
	first := rest
	if end := strings.IndexAny(rest, ".["); end > 0 {
		first = rest[:end]
	}
	if first == "" {
		first = "id"
	}
	reference := name + "." + snake(first)
	if given := resource.Get("properties").Get(first); given != nil && given.Kind == document.Scalar && first == rest {
		if text, ok := p.value(given, p.document, at.Location, depth+1).Known(); ok {
			v := document.String(text, at)
			v.References = []string{reference}
			return v
		}
	}
	v := document.Unclear(at, "${"+name+"."+first+"}", "known when the stack is deployed", reference)
	v.References = []string{reference}
	return v
}

// step goes on into a value by names and indexes.
func step(v *document.Value, rest string, at snapshot.Position, expression string) *document.Value {
	if rest == "" || v == nil || v.Unknown != nil {
		return v
	}
	for _, token := range strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(`.[]"`, r) }) {
		if index, err := strconv.Atoi(token); err == nil && v != nil && v.Kind == document.List {
			if index < 0 || index >= len(v.Items) {
				return document.Unclear(at, expression, "the list has no element "+token, "")
			}
			v = v.Items[index]
		} else {
			v = v.Get(token)
		}
		if v == nil || v.Unknown != nil {
			return v
		}
	}
	return v
}

// call is a function's argument and where it is called.
type call struct {
	argument *document.Node
	from     *document.Document
	at       snapshot.Position
	depth    int
}

func (p *program) call(name string, c call) *document.Value {
	argument := func(n *document.Node) *document.Value { return p.value(n, c.from, c.at.Location, c.depth) }
	items := c.argument.Items
	switch {
	case name == "tojson":
		v := *argument(c.argument)
		v.Note = jsonOf
		return &v
	case name == "invoke":
		return p.invoke(c)
	case name == "secret":
		return document.Unclear(c.at, "fn::secret", "it is a secret", "")
	case name == "tobase64":
		if text, ok := argument(c.argument).Known(); ok {
			return document.String(base64.StdEncoding.EncodeToString([]byte(text)), c.at)
		}
	case name == "join" && len(items) == 2:
		list := argument(items[1])
		if separator, ok := argument(items[0]).Known(); ok && list != nil && list.Kind == document.List && list.Unknown == nil {
			if joined, ok := document.Join(c.at, "fn::join", separator, list.Items); ok {
				return joined
			}
		}
	case name == "select" && len(items) == 2:
		index, _ := argument(items[0]).Known()
		if list := argument(items[1]); list != nil && list.Unknown == nil && list.Kind == document.List {
			return step(list, index, c.at, "fn::select")
		}
	case name == "split" && len(items) == 2:
		separator, _ := argument(items[0]).Known()
		if text, ok := argument(items[1]).Known(); ok && separator != "" {
			v := &document.Value{Kind: document.List, At: c.at}
			for part := range strings.SplitSeq(text, separator) {
				v.Items = append(v.Items, document.String(part, c.at))
			}
			return v
		}
	}
	return document.Unclear(c.at, "fn::"+name, "the function "+name+" is not evaluated here", "")
}
