package cloudformation

import (
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
)

// project is a map with the fields of another in their places. Of what is unknown as a whole
// every field is.
func project(from *document.Value, fields ...field) *document.Value {
	if from == nil {
		return nil
	}
	out := &document.Value{Kind: document.Map, At: from.At}
	for _, one := range fields {
		v := walk(from, strings.Split(one.from, "/"))
		if v.Absent() {
			continue
		}
		if one.as != nil && v.Unknown == nil {
			v = one.as(v)
		}
		if one.list {
			v = only(v)
		}
		put(out, strings.Split(one.to, "/"), v)
	}
	return out
}

// walk is what stands at a path; what is unknown on the way, where something is.
func walk(v *document.Value, path []string) *document.Value {
	for _, step := range path {
		if v == nil || v.Unknown != nil {
			return v
		}
		if index, err := strconv.Atoi(step); err == nil {
			if v.Kind != document.List || index >= len(v.Items) {
				return nil
			}
			v = v.Items[index]
			continue
		}
		v = v.Get(step)
	}
	return v
}

// put sets a value at a path of a map, in maps that it makes where there are none.
func put(into *document.Value, path []string, v *document.Value) {
	if len(path) == 1 {
		into.Set(path[0], v)
		return
	}
	inner := into.Get(path[0])
	if inner == nil {
		inner = &document.Value{Kind: document.Map, At: v.At}
		into.Fields = append(into.Fields, document.Field{Name: path[0], Value: inner})
	}
	if inner.Unknown == nil {
		put(inner, path[1:], v)
	}
}

// each projects every element of a list.
func each(fields ...field) func(*document.Value) *document.Value {
	return func(v *document.Value) *document.Value {
		out := &document.Value{Kind: document.List, At: v.At}
		for _, item := range listed(v) {
			if item.Unknown == nil {
				item = project(item, fields...)
			}
			out.Items = append(out.Items, item)
		}
		return out
	}
}

// listed are the elements of a list; CloudFormation takes one that stands alone for a list.
func listed(v *document.Value) []*document.Value {
	switch {
	case v.Absent():
		return nil
	case v.Unknown == nil && v.Kind == document.List:
		return v.Items
	default:
		return []*document.Value{v}
	}
}

// only is a list of one element.
func only(v *document.Value) *document.Value {
	return &document.Value{Kind: document.List, Items: []*document.Value{v}, At: v.At}
}

// tags are a list of keys and values as a map.
func tags(v *document.Value) *document.Value {
	if v.Kind == document.Map { // as SAM has them
		return v
	}
	out := &document.Value{Kind: document.Map, At: v.At}
	for _, item := range v.Items {
		if name, ok := item.Get("Key").Known(); ok {
			out.Set(name, item.Get("Value"))
		}
	}
	return out
}

// cannedACL is the name of an ACL as S3 has it: public-read of PublicRead.
func cannedACL(v *document.Value) *document.Value {
	text, ok := v.Known()
	if !ok {
		return v
	}
	return document.String(strings.ReplaceAll(snake(text), "_", "-"), v.At)
}
