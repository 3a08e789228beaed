package pulumi

import (
	"encoding/json"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// snake is a name in camelCase as Terraform has it.
func snake(name string) string {
	var out strings.Builder
	for i, r := range name {
		if r >= 'A' && r <= 'Z' {
			before := byte('_')
			if i > 0 {
				before = name[i-1]
			}
			if before >= 'a' && before <= 'z' || before >= '0' && before <= '9' {
				out.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		out.WriteRune(r)
	}
	return out.String()
}

// translate is a map with the names that Terraform has for its members, where a schema names
// members; keys that people choose stay as they are. A block that may stand several times
// has a plural in Pulumi.
func translate(v *document.Value, shape *snapshot.Shape, kind string) *document.Value {
	if v == nil || v.Unknown != nil {
		return v
	}
	switch {
	case v.Kind == document.List:
		return translateList(v, shape)
	case v.Kind == document.Scalar, shape.Format == snapshot.FormatPolicy, shape.Additional != nil:
		return v
	}
	out := *v
	out.Fields = nil
	for _, field := range v.Fields {
		name := singular(snake(field.Name), shape, kind)
		inner := shape.Properties[name]
		if inner == nil {
			inner = &snapshot.Shape{}
		}
		value := field.Value
		if inner.Type != "" && inner.Format != snapshot.FormatPolicy {
			value = asText(value)
		}
		if !isFree(name) {
			value = translate(value, inner, "")
		}
		out.Fields = append(out.Fields, document.Field{Name: name, Value: value})
	}
	return &out
}

// translateList translates the elements. Where a schema has one object, a provider may have a
// list of one.
func translateList(v *document.Value, shape *snapshot.Shape) *document.Value {
	inner := &snapshot.Shape{}
	switch {
	case shape.Items != nil:
		inner = shape.Items
	case shape.Type == "object":
		inner = shape
	}
	out := *v
	out.Items = make([]*document.Value, len(v.Items))
	for i, item := range v.Items {
		out.Items[i] = translate(item, inner, "")
	}
	return &out
}

// isFree says whether a member holds keys that people choose.
func isFree(name string) bool {
	switch name {
	case "tags", "policy", "assume_role_policy", "fields", "field_map", "metadata":
		return true
	default:
		return false
	}
}

// singular is a name that the schema has, if it has one for it.
func singular(name string, shape *snapshot.Shape, kind string) string {
	switch {
	case kind == "aws_iam_role" && name == "inline_policies":
		return "inline_policy" // a snapshot has a map of that name, which is no list of blocks
	case kind == "aws_s3_bucket" && name == "lifecycle_rules":
		return "lifecycle_rule"
	case shape.Properties[name] != nil:
		return name
	}
	candidates := []string{strings.TrimSuffix(name, "s"), strings.TrimSuffix(name, "es")}
	if root, ok := strings.CutSuffix(name, "ies"); ok {
		candidates = append([]string{root + "y"}, candidates...)
	}
	for _, candidate := range candidates {
		if shape.Properties[candidate] != nil {
			return candidate
		}
	}
	return name
}

// jsonOf marks a value that is made of what a function turns into JSON.
const jsonOf = "json"

// asText is the JSON text of what fn::toJSON was given. Where a policy is wanted it is left
// as it is, so that each part keeps its place.
func asText(v *document.Value) *document.Value {
	if v == nil || v.Note != jsonOf {
		return v
	}
	plain, ok := v.Plain()
	if !ok {
		return document.Unclear(v.At, "fn::toJSON", "a part of it is not known", "")
	}
	text, err := json.Marshal(plain)
	if err != nil {
		return document.Unclear(v.At, "fn::toJSON", "it cannot be written as JSON", "")
	}
	return document.String(string(text), v.At)
}
