package collect

import (
	"maps"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// flattenIndex gives a copy of an index where an object that stands in a one-element
// list (older states) is the object, and where the API's tags, deployment_type and type,
// are names of objects, as the provider has them.
func flattenIndex(o *snapshot.Observation) *snapshot.Observation {
	flat := *o
	var lists []string
	flat.Values = make(map[string]any, len(o.Values))
	maps.Copy(flat.Values, o.Values)
	for _, root := range indexRoots() {
		if !holdsList(o.Values[root]) {
			continue
		}
		if value := flatten(o.Values[root], "/"+root, &lists); value != nil {
			flat.Values[root] = value
		}
	}
	nameDeployment(flat.Values)
	tagged := nameFields(flat.Values)
	if len(lists) == 0 && len(tagged) == 0 {
		return &flat
	}
	renameAll(&flat, func(pointer string) string { return untag(unlist(pointer, lists), tagged) })
	return &flat
}

func holdsList(value any) bool {
	object, ok := value.(map[string]any)
	if !ok {
		_, ok = value.([]any)
		return ok
	}
	for _, child := range object {
		if holdsList(child) {
			return true
		}
	}
	return false
}

func flatten(value any, at string, lists *[]string) any {
	if list, ok := value.([]any); ok && len(list) == 1 {
		if _, ok := list[0].(map[string]any); ok {
			*lists = append(*lists, at)
			return flatten(list[0], at, lists)
		}
	}
	object, ok := value.(map[string]any)
	if !ok {
		return value
	}
	flat := make(map[string]any, len(object))
	for key, child := range object {
		if list, ok := child.([]any); ok && len(list) == 0 {
			continue
		}
		flat[key] = flatten(child, snapshot.Child(at, key), lists)
	}
	return flat
}

func unlist(pointer string, lists []string) string {
	for _, list := range lists { // parents come before their children
		if rest, ok := strings.CutPrefix(pointer, list+"/0"); ok && (rest == "" || rest[0] == '/') {
			pointer = list + rest
		}
	}
	return pointer
}

// nameDeployment turns deployment {deployment_type: "byoc", …} into deployment {byoc: {…}}.
func nameDeployment(values map[string]any) {
	deployment, _ := values["deployment"].(map[string]any)
	if kind, ok := deployment["deployment_type"].(string); ok && deployment[kind] == nil {
		values["deployment"] = map[string]any{kind: deployment}
	}
}

// nameFields turns a field {type: "dense_vector", …} into {dense_vector: {…}}. It gives
// the types by the fields' pointers.
func nameFields(values map[string]any) map[string]string {
	schema, _ := values["schema"].(map[string]any)
	fields, _ := schema["fields"].(map[string]any)
	var tagged map[string]string
	named := make(map[string]any, len(fields))
	for name, value := range fields {
		field, _ := value.(map[string]any)
		kind, ok := field["type"].(string)
		if !ok {
			named[name] = value
			continue
		}
		if tagged == nil {
			tagged = map[string]string{}
		}
		tagged[snapshot.Child("/schema/fields", name)] = kind
		named[name] = map[string]any{kind: vectorType(kind, field)}
	}
	if tagged != nil {
		values["schema"] = map[string]any{"fields": named}
	}
	return tagged
}

// vectorType adds to a field of text which vectors its model makes: the API has no dimension,
// but null, where they are sparse.
func vectorType(kind string, field map[string]any) map[string]any {
	dimension, told := field["dimension"]
	if kind != "semantic_text" || !told {
		return field
	}
	typed := maps.Clone(field)
	typed["vector_type"] = "dense"
	if dimension == nil {
		typed["vector_type"] = "sparse"
	}
	return typed
}

func untag(pointer string, tagged map[string]string) string {
	for field, kind := range tagged {
		if rest, ok := strings.CutPrefix(pointer, field+"/"); ok {
			return field + "/" + snapshot.EscapeToken(kind) + "/" + rest
		}
	}
	return pointer
}

// renameAll rewrites every pointer of an observation, in copies.
func renameAll(o *snapshot.Observation, rename func(string) string) {
	unknown := make(map[string]snapshot.Unknown, len(o.Unknown))
	for pointer, what := range o.Unknown {
		unknown[rename(pointer)] = what
	}
	locations := make(snapshot.Locations, len(o.Locations))
	for i, placed := range o.Locations {
		placed.Pointer = rename(placed.Pointer)
		locations[i] = placed
	}
	o.Unknown, o.References, o.Locations = unknown, renameReferences(o.References, rename), sortLocations(locations)
}
