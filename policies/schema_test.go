package policies_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite generated files")

// TestSnapshotSchema keeps schema/snapshot.json in step with schema/types, one file a
// resource type.
func TestSnapshotSchema(t *testing.T) {
	generated(t, "schema/snapshot.json", render(t, document(t)))
}

// generated compares a file with what it is generated from, and gives its content.
func generated(t *testing.T, file string, want []byte) []byte {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatalf("%s is stale: run make generate", file)
	}
	return got
}

// shapes is schema/types as one file, without what only people and validators read, and with
// each shape once: "shapes" has them, whose parts are numbers of shapes before, and "types"
// has the numbers of those of the types.
func shapes(t *testing.T) []byte {
	once := numbered{of: map[string]int{}}
	numbers := map[string]int{}
	all := types(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		strip(all[name])
		for _, terraforms := range []string{"lifecycle", "change"} { // of every resource
			if property, ok := all[name]["properties"].(map[string]any)[terraforms].(map[string]any); ok {
				property["writeOnly"] = true
			}
		}
		numbers[name] = once.number(t, all[name])
	}
	data, err := json.Marshal(map[string]any{"shapes": once.shapes, "types": numbers})
	if err != nil {
		t.Fatal(err)
	}
	return append(data, '\n')
}

type numbered struct {
	of     map[string]int // of each shape, by its JSON
	shapes []json.RawMessage
}

func (n *numbered) number(t *testing.T, shape map[string]any) int {
	own := maps.Clone(shape)
	if properties, ok := shape["properties"].(map[string]any); ok {
		numbers := map[string]int{}
		for _, name := range slices.Sorted(maps.Keys(properties)) {
			numbers[name] = n.number(t, properties[name].(map[string]any))
		}
		own["properties"] = numbers
	}
	for _, part := range []string{"additionalProperties", "items"} {
		if inner, ok := shape[part].(map[string]any); ok {
			own[part] = n.number(t, inner)
		}
	}
	data, err := json.Marshal(own)
	if err != nil {
		t.Fatal(err)
	}
	number, ok := n.of[string(data)]
	if !ok {
		number = len(n.shapes)
		n.of[string(data)], n.shapes = number, append(n.shapes, data)
	}
	return number
}

func strip(node any) {
	switch node := node.(type) {
	case map[string]any:
		if _, ok := node["description"].(string); ok {
			delete(node, "description")
		}
		if _, ok := node["additionalProperties"].(bool); ok {
			delete(node, "additionalProperties")
		}
		for _, child := range node {
			strip(child)
		}
	case []any:
		for _, child := range node {
			strip(child)
		}
	}
}

func types(t *testing.T) map[string]map[string]any {
	files, err := filepath.Glob("schema/types/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no types found: %v", err)
	}
	all := map[string]map[string]any{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var values map[string]any
		if err := yaml.Unmarshal(data, &values); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".yaml")] = values
	}
	return all
}

// TestTypes reads the types as collectors do.
func TestTypes(t *testing.T) {
	types, err := collect.ParseTypes(generated(t, "schema/types.json", shapes(t)))
	if err != nil {
		t.Fatal(err)
	}
	role := types["aws_iam_role"]
	if role == nil || role.Properties["assume_role_policy"].Format != snapshot.FormatPolicy {
		t.Errorf("aws_iam_role.assume_role_policy is no policy document: %+v", role)
	}
	if inline := role.Properties["inline_policies"].Additional; inline == nil || inline.Format != snapshot.FormatPolicy {
		t.Errorf("aws_iam_role.inline_policies holds no policy documents: %+v", inline)
	}
	if got := types["pinecone_index"].Properties["deletion_protection"].Default; got != "disabled" {
		t.Errorf("default of pinecone_index.deletion_protection = %v, want disabled", got)
	}
}

// object is a JSON Schema object that allows no other keys.
func object(description string, properties map[string]any, required ...string) map[string]any {
	schema := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
	if description != "" {
		schema["description"] = description
	}
	if len(required) > 0 {
		schema["required"] = required
	}
	return schema
}

func mapOf(value any) map[string]any {
	return map[string]any{"type": "object", "additionalProperties": value}
}

func listOf(items any) map[string]any { return map[string]any{"type": "array", "items": items} }

func plain(kind string) map[string]any { return map[string]any{"type": kind} }

func document(t *testing.T) map[string]any {
	resources := map[string]any{}
	for name, values := range types(t) {
		holdPlaces(values)
		schema := resource(values)
		if slices.Contains([]string{"aws_iam_role", "aws_kms_key", "aws_s3_bucket", "policy_document"}, name) {
			schema["properties"].(map[string]any)["access"] = reference("access")
		}
		resources[name] = listOf(schema)
	}
	schema := object("What collectors saw, joined: the input of every rule.", map[string]any{
		"schema":    map[string]any{"type": "string", "const": snapshot.Schema},
		"version":   plain("string"),
		"sources":   listOf(source()),
		"resources": object("Resources by type.", resources),
		"linked": map[string]any{
			"description":          "In a part of a snapshot: by id, resources that others are linked to and that are not themselves to be judged.",
			"type":                 "object",
			"additionalProperties": map[string]any{"type": "object"},
		},
	}, "resources")
	schema["definitions"] = definitions()
	for _, file := range []string{"schema/access.yaml", "schema/drift.yaml"} {
		maps.Copy(schema["definitions"].(map[string]any), described(t, file))
	}
	schema["$schema"] = "http://json-schema.org/draft-07/schema#"
	schema["$id"] = "https://raw.githubusercontent.com/pinelint/pinelint/main/policies/schema/snapshot.json"
	schema["title"] = "pinelint snapshot"
	return schema
}

// described is what stands beside a resource's values, and what it is made of, by name.
func described(t *testing.T, file string) map[string]any {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := yaml.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	return schema
}

// holdPlaces lets lists have null, which holds the place of an element that is not known.
func holdPlaces(node any) {
	schema, ok := node.(map[string]any)
	if !ok {
		return
	}
	for _, child := range schema {
		holdPlaces(child)
	}
	items, ok := schema["items"].(map[string]any)
	if kind, plain := items["type"].(string); ok && plain && schema["type"] == "array" {
		items["type"] = []any{kind, "null"}
	}
}

func resource(values map[string]any) map[string]any {
	return object(values["description"].(string), map[string]any{
		"id":          plain("string"),
		"name":        plain("string"),
		"environment": plain("string"),
		"formerly":    listOf(plain("string")),
		"purposes":    listOf(plain("string")),
		"complete":    plain("boolean"),
		"values":      values,
		"unknown":     reference("unknown"),
		"unread":      mapOf(plain("string")),
		"withheld":    listOf(plain("string")),
		"incomplete":  mapOf(plain("string")),
		"links":       mapOf(listOf(plain("string"))),
		"drift":       reference("drift"),
		"previous": object("What an older snapshot has of it, where two are compared.", map[string]any{
			"complete": plain("boolean"), "values": plain("object"),
			"unknown": reference("unknown"), "unread": mapOf(plain("string")),
		}, "values"),
		"observations": listOf(reference("observation")),
	}, "id", "name", "values")
}

func reference(name string) map[string]any { return map[string]any{"$ref": "#/definitions/" + name} }

func definitions() map[string]any {
	location := map[string]any{
		"file": plain("string"), "start_line": plain("integer"), "start_column": plain("integer"),
		"end_line": plain("integer"), "end_column": plain("integer"),
	}
	via := maps.Clone(location)
	via["note"] = plain("string")
	position := maps.Clone(location)
	position["via"] = listOf(object("", via))
	return map[string]any{
		"location": object("A place in a file; columns count UTF-16 code units.", location),
		"call": object("How a live source saw it.", map[string]any{
			"name": plain("string"), "account": plain("string"), "region": plain("string"),
			"time": plain("string"), "request_id": plain("string"),
		}),
		"position": object("A place, and the places that a value passed on its way.", position),
		"unknown": mapOf(object("A value that could not be told, and why.", map[string]any{
			"expression": plain("string"), "reason": plain("string"), "prefix": plain("string"),
			"pattern":  plain("string"),
			"location": reference("location"),
		})),
		"observation": object("One thing as one source saw it.", map[string]any{
			"source": plain("string"), "address": plain("string"), "complete": plain("boolean"),
			"declared_by": plain("string"), "declared_as": plain("string"), "formerly": listOf(plain("string")),
			"values": plain("object"), "unknown": reference("unknown"),
			"locations":  mapOf(reference("position")),
			"references": mapOf(listOf(plain("string"))),
			"unread":     mapOf(plain("string")),
			"incomplete": mapOf(plain("string")),
			"call":       reference("call"),
			"calls":      mapOf(reference("call")),
		}),
	}
}

func source() map[string]any {
	return object("", map[string]any{
		"id": plain("string"), "project": plain("string"), "status": plain("string"), "reason": plain("string"),
		"permission": plain("string"), "holds": listOf(plain("string")),
		"whole": listOf(plain("string")), "counts": mapOf(plain("integer")),
		"refusals": listOf(object("", map[string]any{
			"permission": plain("string"), "calls": plain("integer"), "grant": plain("string"),
		})),
		"account": plain("string"), "region": plain("string"), "call": reference("call"),
		"absent": listOf(object("A thing that was looked for and is not there.", map[string]any{
			"type": plain("string"), "name": plain("string"), "call": reference("call"),
		})),
		"problems": listOf(object("", map[string]any{
			"kind": plain("string"), "message": plain("string"), "location": reference("location"),
		})),
	})
}

func render(t *testing.T, value any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
