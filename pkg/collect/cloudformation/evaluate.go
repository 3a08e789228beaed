package cloudformation

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// value is what a node comes to, which stands at a place. It is never nil.
func (s *stack) value(n *document.Node, at snapshot.Location, depth int) *document.Value {
	where := snapshot.Position{Location: at}
	if s.left--; s.left < 0 || depth > deepest {
		return document.Unclear(where, "", "it leads on too far to be evaluated", "")
	}
	if n == nil {
		return nothing(where)
	}
	if name, argument := function(n); name != "" {
		if v := s.call(call{name: name, argument: argument, at: where, depth: depth + 1}); v != nil {
			return resolved(v)
		}
		return nothing(where)
	}
	v := &document.Value{Kind: n.Kind, At: where}
	switch n.Kind {
	case document.List:
		for _, item := range n.Items {
			if value := s.value(item, s.Place(item), depth+1); !value.Absent() {
				v.Items = append(v.Items, value)
			}
		}
	case document.Map:
		for i := range n.Entries {
			entry := &n.Entries[i]
			if value := s.value(entry.Value, s.Whole(entry), depth+1); !value.Absent() {
				v.Fields = append(v.Fields, document.Field{Name: entry.Name, Value: value})
			}
		}
	default:
		if text, ok := n.Scalar.(string); ok && strings.Contains(text, "{{resolve:") {
			return dynamic(text, where)
		}
		v.Scalar = n.Scalar
	}
	return v
}

// nothing is AWS::NoValue, which takes away what it is the value of.
func nothing(at snapshot.Position) *document.Value { return &document.Value{At: at} }

// dynamic is a text with a part that CloudFormation reads elsewhere when it deploys.
func dynamic(text string, at snapshot.Position) *document.Value {
	var pattern strings.Builder
	for rest := text; ; {
		before, after, ok := strings.Cut(rest, "{{")
		pattern.WriteString(before)
		if !ok {
			break
		}
		end := closing(after)
		pattern.WriteString("${" + strings.NewReplacer("$", "", "{", "", "}", "").Replace(after[:end]) + "}")
		rest = strings.TrimPrefix(after[end:], "}}")
	}
	v := document.Unclear(at, text, "it is read elsewhere when the stack is deployed", "")
	v.Unknown.Pattern = pattern.String()
	v.Unknown.Prefix, _, _ = strings.Cut(text, "{{")
	return v
}

// closing is where the braces close that a text stands in, which may have some of its own.
func closing(text string) int {
	for i, depth := 0, 0; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return len(text)
}

// resolved is what a function made, where it may have made a text that CloudFormation reads
// elsewhere.
func resolved(v *document.Value) *document.Value {
	text, ok := v.Known()
	if !ok && v.Unknown != nil {
		text = v.Unknown.Pattern
	}
	if !strings.Contains(text, "{{resolve:") {
		return v
	}
	made := dynamic(text, v.At)
	made.References = v.References
	if !ok { // a place stands in the text for what is unknown
		made.Unknown.Expression = v.Unknown.Expression
		made.Unknown.Prefix, _, _ = strings.Cut(v.Unknown.Prefix, "{{")
	}
	return made
}

// function is the intrinsic function that a node calls, without "Fn::", and its argument. A macro is
// given what stands beside it, as a loop adds to that.
func function(n *document.Node) (name string, argument *document.Node) {
	if n.Tag != "" {
		plain := *n
		plain.Tag = ""
		return n.Tag, &plain
	}
	if macro := n.Get(transform); macro != nil {
		return "Transform", macro
	}
	if at := slices.IndexFunc(n.Entries, isLoop); at >= 0 {
		return "ForEach", n.Entries[at].Value
	}
	if n.Kind != document.Map || len(n.Entries) != 1 {
		return "", nil
	}
	name = n.Entries[0].Name
	if rest, ok := strings.CutPrefix(name, "Fn::"); ok {
		return rest, n.Entries[0].Value
	}
	if name == "Ref" {
		return name, n.Entries[0].Value
	}
	return "", nil
}

// parameter is the value of a parameter: what the stack that nests this one gives, or else
// its default. It is false where there is no such parameter.
func (s *stack) parameter(name string, at snapshot.Position, depth int) (*document.Value, bool) {
	parameter := s.Root.Get("Parameters").Get(name)
	if parameter == nil {
		return nil, false
	}
	expression, kind := "!Ref "+name, parameter.Get("Type").String()
	passed := func(v *document.Value) (*document.Value, bool) {
		return parted(v, kind).Passed(at.Location, "taken by "+expression), true
	}
	if strings.EqualFold(parameter.Get("NoEcho").String(), "true") {
		return document.Unclear(at, expression, "the parameter "+name+" is a secret (NoEcho)", name), true
	}
	if given := s.given.Get(name); given != nil {
		return passed(given)
	}
	if strings.HasPrefix(kind, "AWS::SSM::") {
		why := "the parameter " + name + " is read from Parameter Store at deployment"
		return document.Unclear(at, expression, why, name), true
	}
	for i := range parameter.Entries {
		if entry := &parameter.Entries[i]; entry.Name == "Default" {
			if one, ok := s.other(name, entry.Value.String()); ok {
				why := collect.Quote(one.at.File) + " may give the parameter " + name + " another value than its default"
				v := document.Unclear(at, expression, why, name)
				v.Unknown.Location = &one.at
				return v, true
			}
			return passed(s.value(entry.Value, s.Whole(entry), depth+1))
		}
	}
	return document.Unclear(at, expression, "the parameter "+name+" has no default", name), true
}

// parted is the list that a text with commas stands for in a parameter of a list's type.
func parted(v *document.Value, kind string) *document.Value {
	text, ok := v.Known()
	if !ok || kind != "CommaDelimitedList" && !strings.HasPrefix(kind, "List<") {
		return v
	}
	list := &document.Value{Kind: document.List, At: v.At}
	for part := range strings.SplitSeq(text, ",") {
		list.Items = append(list.Items, document.String(strings.TrimSpace(part), v.At))
	}
	return list
}

// reference is what Ref or an attribute of a resource comes to: nothing that a template
// tells, but for names that it gives itself.
func (s *stack) reference(name, attribute, expression string, at snapshot.Position, depth int) *document.Value {
	resource := s.template.resources.Get(name)
	if resource == nil {
		return document.Unclear(at, expression, "the template has no parameter and no resource "+name, "")
	}
	if inner := s.nested[name]; inner != nil {
		if output, ok := strings.CutPrefix(attribute, "Outputs."); ok {
			return inner.output(output, at, expression, depth)
		}
	}
	known, _ := kindOf(resource.Get("Type").String())
	reference := s.prefix + name + "." + known.attribute(attribute)
	written := attribute // GetAtt gives a property as it is written: the CIDR block of a VPC
	if attribute == "" {
		written = known.named
	}
	if written != "" && known.to != "" {
		if text, ok := s.property(resource, written, depth+1).Known(); ok {
			v := document.String(text, at)
			v.References = []string{reference}
			return v
		}
	}
	v := document.Unclear(at, expression, "known when the stack is deployed", reference)
	if !givesAny(resource.Get("Type").String()) {
		v.References = []string{reference}
	}
	return v
}

// givesAny says whether resources of a type give what somebody made of anything, such as the name of a
// bucket beside them.
func givesAny(kind string) bool {
	switch kind {
	case "AWS::CloudFormation::CustomResource", "AWS::CloudFormation::WaitCondition", "AWS::SSM::Parameter":
		return true
	default:
		return strings.HasPrefix(kind, "Custom::")
	}
}

// output is what a nested stack gives out.
func (s *stack) output(name string, at snapshot.Position, expression string, depth int) *document.Value {
	outputs := s.Root.Get("Outputs")
	if outputs.Get(name) == nil {
		return document.Unclear(at, expression, "the nested template has no output "+name, "")
	}
	output := outputs.Get(name)
	for i := range output.Entries {
		if entry := &output.Entries[i]; entry.Name == "Value" {
			return s.value(entry.Value, s.Whole(entry), depth+1).Passed(at.Location, "taken by "+expression)
		}
	}
	return nothing(at)
}
