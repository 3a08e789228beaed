package pulumi

import (
	"encoding/base64"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// value is what a node of a document comes to, which stands at a place. It is never nil.
func (p *program) value(n *document.Node, from *document.Document, at snapshot.Location, depth int) *document.Value {
	where := snapshot.Position{Location: at}
	if p.left--; p.left < 0 || depth > deepest {
		return document.Unclear(where, "", "it leads on too far to be evaluated", "")
	}
	if n == nil {
		return &document.Value{At: where}
	}
	if n.Kind == document.Map && len(n.Entries) == 1 && strings.HasPrefix(strings.ToLower(n.Entries[0].Name), "fn::") {
		c := call{argument: n.Entries[0].Value, from: from, at: where, depth: depth + 1}
		return p.call(n.Entries[0].Name[len("fn::"):], c)
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

// path is what an expression leads to: a variable, a setting, or a resource's attribute.
func (p *program) path(path string, at snapshot.Position, depth int) *document.Value {
	name, rest := path, ""
	if end := strings.IndexAny(path, ".["); end > 0 {
		name, rest = path[:end], strings.TrimPrefix(path[end:], ".")
	}
	expression := "${" + path + "}"
	if one, ok := p.config[name]; ok {
		if v := into(p.setting(name, one, at, depth), rest, at, expression); v != nil {
			return v
		}
		return document.Unclear(at, expression, "the configuration has no such part", "")
	}
	if variables := p.document.Root.Get("variables"); variables.Get(name) != nil {
		for i := range variables.Entries {
			if entry := &variables.Entries[i]; entry.Name == name {
				v := p.value(entry.Value, p.document, p.document.Whole(entry), depth+1)
				if v = into(v, rest, at, expression); v != nil {
					return v.Passed(at.Location, "taken by "+expression)
				}
				return document.Unclear(at, expression, "the variable has no such part", "")
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
	case one.varies:
		return document.Unclear(at, expression, "stacks give the configuration "+name+" different values", name)
	case one.value == nil:
		return document.Unclear(at, expression, "the configuration "+name+" has no value here", name)
	}
	v := p.literal(one.value, one.from, one.at, depth+1)
	return v.Passed(at.Location, "taken by "+expression)
}

// literal is a value of the configuration, in which no expression is evaluated. It may have
// secrets in it, encrypted.
func (p *program) literal(n *document.Node, from *document.Document, at snapshot.Location, depth int) *document.Value {
	where := snapshot.Position{Location: at}
	if p.left--; p.left < 0 || depth > deepest {
		return document.Unclear(where, "", "it leads on too far to be evaluated", "")
	}
	if n.Get("secure") != nil {
		return document.Unclear(where, "", "it is a secret", "")
	}
	v := &document.Value{Kind: n.Kind, Scalar: n.Scalar, At: where}
	for _, item := range n.Items {
		v.Items = append(v.Items, p.literal(item, from, from.Place(item), depth+1))
	}
	for i := range n.Entries {
		entry := &n.Entries[i]
		v.Set(entry.Name, p.literal(entry.Value, from, from.Whole(entry), depth+1))
	}
	return v
}

// attribute is that of a resource: known where the program gives it, and else known when
// the stack is deployed.
func (p *program) attribute(
	name string, resource *document.Node, rest string, at snapshot.Position, depth int,
) *document.Value {
	if strings.HasPrefix(resource.Get("type").String(), "pulumi:pulumi:StackReference") {
		return document.Unclear(at, "${"+name+"}", "the program reads what another stack gives when it runs", "")
	}
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
	if !givesAny(resource.Get("type").String()) {
		v.References = []string{reference}
	}
	return v
}

// givesAny says whether resources of a type give what somebody made of anything, such as the name of a
// bucket that they wait for.
func givesAny(kind string) bool {
	provider, _, _ := strings.Cut(kind, ":")
	switch provider {
	case "command", "time", "null", "random", "terraform":
		return true
	default:
		return false
	}
}

// call is a function's argument and where it is called.
type call struct {
	argument *document.Node
	from     *document.Document
	at       snapshot.Position
	depth    int
}

// call calls a function of the language, or of a provider by its token.
func (p *program) call(called string, c call) *document.Value {
	var v *document.Value
	switch name := strings.ToLower(called); {
	case name == "invoke":
		v = p.invoke(c, c.argument.Get("function").String(), c.argument.Get("arguments"))
	case strings.Contains(name, ":"):
		v = p.invoke(c, called, c.argument)
	case name == "secret":
		v = document.Unclear(c.at, "fn::secret", "it is a secret", "")
	case name == "tojson":
		marked := *p.argument(c, c.argument)
		marked.Note = jsonOf
		v = &marked
	case name == "tobase64":
		if text, ok := p.argument(c, c.argument).Known(); ok {
			v = document.String(base64.StdEncoding.EncodeToString([]byte(text)), c.at)
		}
	case name == "frombase64":
		if text, ok := p.argument(c, c.argument).Known(); ok {
			if plain, err := base64.StdEncoding.DecodeString(text); err == nil {
				v = document.String(string(plain), c.at)
			}
		}
	case c.argument != nil && len(c.argument.Items) == 2:
		v = p.callOfTwo(name, c, p.argument(c, c.argument.Items[0]), p.argument(c, c.argument.Items[1]))
	}
	if v == nil {
		return p.unclear(called, c)
	}
	return v
}

// unclear is what a function comes to that is not evaluated. It refers to what its arguments
// refer to, and is known when the first of them is that is unknown.
func (p *program) unclear(called string, c call) *document.Value {
	v := document.Unclear(c.at, "fn::"+called, "the function "+called+" is not evaluated here", "")
	if c.argument == nil {
		return v
	}
	arguments := c.argument.Items
	if len(arguments) == 0 {
		arguments = []*document.Node{c.argument}
	}
	settled := true
	for _, one := range arguments {
		argument := p.argument(c, one)
		if argument.Unknown == nil {
			continue
		}
		v.References = append(v.References, argument.References...)
		if settled = settled && argument.Unknown.IsLater(); settled {
			v.Unknown.Reason = argument.Unknown.Reason
		}
	}
	return v
}

func (p *program) argument(c call, n *document.Node) *document.Value {
	return p.value(n, c.from, c.at.Location, c.depth)
}

// callOfTwo is a function of a text and of a list or a text; nil where it cannot be told.
func (p *program) callOfTwo(name string, c call, first, second *document.Value) *document.Value {
	text, ok := first.Known()
	if !ok || second == nil || second.Unknown != nil {
		return nil
	}
	switch {
	case name == "join" && second.Kind == document.List:
		if joined, ok := document.Join(c.at, "fn::join", text, second.Items); ok {
			return joined
		}
	case name == "select" && second.Kind == document.List:
		return into(second, text, c.at, "fn::select")
	case name == "split":
		whole, ok := second.Known()
		if !ok || text == "" {
			return nil
		}
		v := &document.Value{Kind: document.List, At: c.at}
		for part := range strings.SplitSeq(whole, text) {
			v.Items = append(v.Items, document.String(part, c.at))
		}
		return v
	}
	return nil
}
