package cloudformation

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// call is an intrinsic function with its argument.
type call struct {
	name     string
	argument *document.Node
	at       snapshot.Position
	depth    int
}

// call is what a function comes to.
func (s *stack) call(c call) *document.Value {
	switch c.name {
	case "Ref":
		return s.ref(c.argument.String(), c.at, c.depth)
	case "GetAtt":
		return s.getAtt(c)
	case "Sub":
		return s.sub(c)
	case "If":
		return s.either(c)
	case "FindInMap":
		return s.findInMap(c)
	case "Join":
		return s.join(c)
	case "Select":
		return s.pick(c)
	case "Split":
		return s.split(c)
	case "Base64", "ToJsonString":
		return s.encode(c)
	case "ImportValue":
		return s.imported(c)
	case "Transform":
		return document.Unclear(c.at, "Fn::Transform", "a macro makes it when the stack is deployed", "")
	}
	return s.unclear(c)
}

// encode is a text in Base64, or any value as JSON.
func (s *stack) encode(c call) *document.Value {
	v := s.argument(c, c.argument)
	if text, ok := v.Known(); ok && c.name == "Base64" {
		return document.String(base64.StdEncoding.EncodeToString([]byte(text)), c.at)
	}
	if plain, ok := v.Plain(); ok && c.name == "ToJsonString" {
		if text, err := json.Marshal(plain); err == nil {
			return document.String(string(text), c.at)
		}
	}
	made := s.unclear(c)
	made.Items = []*document.Value{v} // which it was made of
	return made
}

func (s *stack) unclear(c call) *document.Value {
	return document.Unclear(c.at, "!"+c.name, "the function "+c.name+" is not evaluated here", "")
}

// unclearOf is what a function comes to that was given what is unknown: it refers to what that
// refers to, and is known when that is.
func (s *stack) unclearOf(c call, argument *document.Value) *document.Value {
	v := s.unclear(c)
	if argument != nil && argument.Unknown != nil {
		v.References = argument.References
		if argument.Unknown.IsLater() {
			v.Unknown.Reason = argument.Unknown.Reason
		}
	}
	return v
}

func (s *stack) argument(c call, n *document.Node) *document.Value {
	return s.value(n, c.at.Location, c.depth)
}

// ref is the value of a parameter, of a pseudo parameter or of a resource.
func (s *stack) ref(name string, at snapshot.Position, depth int) *document.Value {
	switch name {
	case "AWS::NoValue":
		return nothing(at)
	case "AWS::URLSuffix":
		return document.String("amazonaws.com", at)
	case "AWS::Region":
		if region := s.place().region; region != "" {
			return document.String(region, at)
		}
	case "AWS::AccountId":
		if account := s.place().account; account != "" {
			return document.String(account, at)
		}
	}
	if strings.HasPrefix(name, "AWS::") {
		return document.Unclear(at, "!Ref "+name, "known when the stack is deployed", name)
	}
	if v, ok := s.parameter(name, at, depth); ok {
		return v
	}
	return s.reference(name, "", "!Ref "+name, at, depth)
}

func (s *stack) getAtt(c call) *document.Value {
	name, attribute, _ := strings.Cut(c.argument.String(), ".")
	if len(c.argument.Items) == 2 {
		name = c.argument.Items[0].String()
		known, ok := s.argument(c, c.argument.Items[1]).Known()
		if !ok {
			return s.unclear(c)
		}
		attribute = known
	}
	return s.reference(name, attribute, "!GetAtt "+name+"."+attribute, c.at, c.depth)
}

// sub puts values into a text. "${!name}" stands for itself without the exclamation mark.
func (s *stack) sub(c call) *document.Value {
	text, variables := c.argument, (*document.Node)(nil)
	if len(c.argument.Items) == 2 {
		text, variables = c.argument.Items[0], c.argument.Items[1]
	}
	written, ok := text.Scalar.(string)
	if !ok {
		return s.unclear(c)
	}
	var parts []*document.Value
	for rest := written; rest != ""; {
		before, after, found := strings.Cut(rest, "${")
		parts = append(parts, document.String(before, c.at))
		if !found {
			break
		}
		name, left, closed := strings.Cut(after, "}")
		if !closed {
			parts = append(parts, document.String("${"+after, c.at))
			break
		}
		parts = append(parts, s.placeholder(strings.TrimSpace(name), variables, c))
		rest = left
	}
	expression := "!Sub " + strconv.Quote(written)
	if joined, ok := document.Join(c.at, expression, "", parts); ok {
		return joined
	}
	return s.unclear(c)
}

func (s *stack) placeholder(name string, variables *document.Node, c call) *document.Value {
	if literal, ok := strings.CutPrefix(name, "!"); ok {
		return document.String("${"+literal+"}", c.at)
	}
	if given := variables.Get(name); given != nil {
		return s.argument(c, given)
	}
	if owner, attribute, ok := strings.Cut(name, "."); ok {
		return s.reference(owner, attribute, "!GetAtt "+name, c.at, c.depth)
	}
	return s.ref(name, c.at, c.depth)
}

// either is If: where nobody can tell the condition, its value is known only if both are
// the same.
func (s *stack) either(c call) *document.Value {
	if len(c.argument.Items) != 3 {
		return s.unclear(c)
	}
	name := c.argument.Items[0].String()
	value := func(i int) *document.Value {
		return s.value(c.argument.Items[i], s.Place(c.argument.Items[i]), c.depth)
	}
	switch s.condition(name) {
	case yes:
		return value(1)
	case no:
		return value(2)
	default:
		first, second := value(1), value(2)
		if a, ok := first.Known(); ok {
			if b, ok := second.Known(); ok && a == b {
				return first
			}
		}
		v := document.Unclear(c.at, "!If "+name, "the condition "+name+" is decided when the stack is deployed", "")
		for _, one := range []*document.Value{first, second} {
			if one != nil {
				v.References = append(v.References, one.References...)
			}
		}
		v.Items = []*document.Value{first, second} // of which it is one
		return v
	}
}

func (s *stack) findInMap(c call) *document.Value {
	if len(c.argument.Items) < 3 {
		return s.unclear(c)
	}
	n := s.Root.Get("Mappings")
	names := make([]string, 0, 3)
	for _, item := range c.argument.Items[:3] {
		v := s.argument(c, item)
		name, ok := v.Known()
		if !ok {
			unclear := s.unclear(c)
			if v != nil && v.Unknown != nil {
				unclear.Unknown.Reason = v.Unknown.Reason
			}
			return unclear
		}
		names, n = append(names, name), n.Get(name)
	}
	if n == nil {
		if len(c.argument.Items) > 3 {
			return s.argument(c, c.argument.Items[3].Get("DefaultValue"))
		}
		return document.Unclear(c.at, "!FindInMap", "the mapping has no "+strings.Join(names, "."), "")
	}
	return s.value(n, s.Place(n), c.depth).Passed(c.at.Location, "taken by !FindInMap "+strings.Join(names, "."))
}

func (s *stack) join(c call) *document.Value {
	if len(c.argument.Items) != 2 {
		return s.unclear(c)
	}
	list := s.argument(c, c.argument.Items[1])
	if list == nil || list.Unknown != nil || list.Kind != document.List {
		return s.unclearOf(c, list)
	}
	if joined, ok := document.Join(c.at, "!Join", c.argument.Items[0].String(), list.Items); ok {
		return joined
	}
	return s.unclear(c)
}

func (s *stack) pick(c call) *document.Value {
	if len(c.argument.Items) != 2 {
		return s.unclear(c)
	}
	text, _ := s.argument(c, c.argument.Items[0]).Known()
	index, err := strconv.Atoi(text)
	list := s.argument(c, c.argument.Items[1])
	if err != nil || list == nil || list.Unknown != nil || index < 0 || index >= len(list.Items) {
		return s.unclearOf(c, list)
	}
	return list.Items[index]
}

func (s *stack) split(c call) *document.Value {
	if len(c.argument.Items) != 2 {
		return s.unclear(c)
	}
	separator := c.argument.Items[0].String()
	whole := s.argument(c, c.argument.Items[1])
	text, ok := whole.Known()
	if !ok || separator == "" {
		return s.unclearOf(c, whole)
	}
	v := &document.Value{Kind: document.List, At: c.at}
	for part := range strings.SplitSeq(text, separator) {
		v.Items = append(v.Items, document.String(part, c.at))
	}
	return v
}
