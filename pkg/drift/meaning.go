// Package drift compares what is declared of a thing with what a service shows of it. Equal
// meaning is no difference: lists are sets, policies have one normal form, what is empty is
// unset. What nobody can compare is said, and never taken for equal.
package drift

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// SamePolicy says whether two documents mean the same: lists are sets, a lone value is a
// list of one, and what AWS writes in another way is equal (IAM User Guide, "JSON policy
// element reference").
func SamePolicy(a, b any) bool {
	x, isDocument := a.(map[string]any)
	y, isToo := b.(map[string]any)
	if !isDocument || !isToo {
		return reflect.DeepEqual(a, b)
	}
	return reflect.DeepEqual(normalPolicy(x), normalPolicy(y))
}

func normalPolicy(document map[string]any) map[string]any {
	normal := map[string]any{}
	for name, value := range document {
		switch name {
		case "Id":
		case "Statement":
			normal[name] = set(items(value, ""), normalStatement)
		default:
			normal[name] = normalValue(value)
		}
	}
	return normal
}

func normalStatement(statement any) any {
	if _, ok := statement.(map[string]any); !ok {
		return normalValue(statement)
	}
	normal := map[string]any{}
	for member, texts := range members(statement, "") {
		normal[member] = set(texts, func(text any) any { return normalText(member, text) })
	}
	return normal
}

// rootARN is the other way to write an account.
var rootARN = lazyregexp.New(`^arn:aws[a-z-]*:iam::([0-9]{12}):root$`)

// normalText is a text of a member of a statement.
func normalText(member string, value any) any {
	text, ok := value.(string)
	switch {
	case !ok:
		return normalValue(value)
	case strings.HasSuffix(member, "Action"):
		return strings.ToLower(text)
	case strings.HasSuffix(member, "Principal/AWS"):
		return rootARN().ReplaceAllString(text, "$1")
	default:
		return text
	}
}

// normalValue is a value outside of policies: what is empty is unset, and numbers and truth
// values are what they are as text.
func normalValue(value any) any {
	switch value := value.(type) {
	case map[string]any:
		object := map[string]any{}
		for name, member := range value {
			if !empty(member) {
				object[name] = normalValue(member)
			}
		}
		return object
	case []any:
		return set(items(value, ""), normalValue)
	case nil:
		return nil
	default:
		return fmt.Sprint(value)
	}
}

// empty says whether a value is what it would be if nobody set it.
func empty(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		return len(value) == 0
	case []any:
		return len(value) == 0
	default:
		return value == nil || value == "" || value == false
	}
}

// item is a value and where it stands.
type item struct {
	pointer string
	value   any
}

// items are the elements of a list, or a lone value.
func items(value any, pointer string) []item {
	list, ok := value.([]any)
	if !ok {
		return []item{{pointer, value}}
	}
	all := make([]item, len(list))
	for i, element := range list {
		all[i] = item{snapshot.Element(pointer, i), element}
	}
	return all
}

// set is a list in which equal ones are equal: without doubles, in the order of their JSON.
func set(list []item, normal func(any) any) []any {
	byText := map[string]any{}
	for _, one := range list {
		value := normal(one.value)
		byText[key(value)] = value
	}
	sorted := make([]any, 0, len(byText))
	for _, text := range slices.Sorted(maps.Keys(byText)) {
		sorted = append(sorted, byText[text])
	}
	return sorted
}

func key(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}

// members are the parts of a statement that are sets of texts, under names by which equal
// ones meet: Action, Principal/AWS, Condition/stringequals/sts:externalid. The Sid changes
// nothing and is left out.
func members(statement any, pointer string) map[string][]item {
	all := map[string][]item{}
	object, _ := statement.(map[string]any)
	for name, value := range object {
		at := snapshot.Child(pointer, name)
		switch name {
		case "Sid":
		case "Principal", "NotPrincipal":
			if value == "*" {
				all[name+"/AWS"] = []item{{at, value}}
				continue
			}
			nested(all, name, at, value, 1)
		case "Condition":
			nested(all, name, at, value, 2)
		default:
			all[name] = items(value, at)
		}
	}
	return all
}

// nested adds what lies some levels of objects deep. The keys of conditions may be written
// in any case.
func nested(all map[string][]item, name, pointer string, value any, levels int) {
	object, ok := value.(map[string]any)
	if levels == 0 || !ok {
		all[name] = append(all[name], items(value, pointer)...)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		inner := key
		if strings.HasPrefix(name, "Condition") {
			inner = strings.ToLower(key)
		}
		nested(all, name+"/"+inner, snapshot.Child(pointer, key), object[key], levels-1)
	}
}
