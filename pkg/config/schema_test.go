package config

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"
	validator "github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/finding"
)

const schemaFile = "../../docs/pinelint.schema.json"

// TestSchema generates the published schema from the types and their comments.
func TestSchema(t *testing.T) {
	reflector := jsonschema.Reflector{FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true, Mapper: ownText}
	err := reflector.AddGoComments("github.com/pinelint/pinelint/pkg/config", ".", jsonschema.WithFullComment())
	if err != nil {
		t.Fatal(err)
	}
	schema := reflector.Reflect(&File{})
	schema.ID = SchemaURL
	schema.Title = "pinelint's manifest"
	addShortForm(schema)
	for name, definition := range schema.Definitions {
		if definition.Properties == nil {
			continue
		}
		for pair := definition.Properties.Oldest(); pair != nil; pair = pair.Next() {
			if pair.Value.Description == "" && pair.Value.Ref == "" {
				t.Errorf("%s.%s has no description", name, pair.Key)
			}
		}
	}
	out, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	readable := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(out))
	golden(t, schemaFile, []byte(readable+"\n"))
}

// ownText has the schemas of the types that read their own text.
func ownText(of reflect.Type) *jsonschema.Schema {
	switch of {
	case reflect.TypeFor[Duration]():
		return &jsonschema.Schema{Type: "string", Pattern: DurationPattern}
	case reflect.TypeFor[Date]():
		return &jsonschema.Schema{Type: "string", Format: "date"}
	case reflect.TypeFor[Expiry]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
			{Type: "string", Const: string(Never)}, {Type: "string", Format: "date"},
		}}
	case reflect.TypeFor[Status]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
			{Type: "string", Pattern: StatusPattern}, {Type: "integer", Minimum: "100", Maximum: "599"},
		}}
	case reflect.TypeFor[finding.Severity]():
		return &jsonschema.Schema{Type: "string", Enum: severities()}
	default:
		return nil
	}
}

// addShortForm lets a rule's setting be one word.
func addShortForm(schema *jsonschema.Schema) {
	long := schema.Definitions["RuleSetting"]
	schema.Definitions["RuleSetting"] = &jsonschema.Schema{
		Description: long.Description,
		AnyOf: []*jsonschema.Schema{
			{Type: "string", Enum: append([]any{"off"}, severities()...)},
			{Type: "object", Properties: long.Properties, AdditionalProperties: long.AdditionalProperties},
		},
	}
}

func severities() (names []any) {
	for _, severity := range finding.Severities() {
		names = append(names, severity.String())
	}
	return names
}

// beyondSchema are bad manifests whose faults a JSON Schema cannot see.
var beyondSchema = map[string]bool{"documents.yaml": true, "globs.yaml": true, "twice.yaml": true}

// TestSchemaAgrees says of every fixture that decoder and schema take it, or neither does.
func TestSchemaAgrees(t *testing.T) {
	compiler := validator.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatalf("too few fixtures: %v %v", files, err)
	}
	for _, name := range files {
		_, problems := Load(name, read(t, name), hide)
		document, err := jsonDocument(read(t, name))
		if err == nil {
			err = schema.Validate(document)
		}
		want := len(problems) == 0 || beyondSchema[filepath.Base(name)]
		if (err == nil) != want {
			t.Errorf("%s: the decoder has %d problems, the schema says %v", name, len(problems), err)
		}
	}
}

// TestSchemaAgreesOnEveryValue breaks the full manifest in one place at a time.
func TestSchemaAgreesOnEveryValue(t *testing.T) {
	compiler := validator.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	full, _ := Load(FileName, read(t, "testdata/good/full.yaml"), hide)
	for _, wrong := range []string{"null", "{a: b}", "-5", `""`, "off"} {
		for pointer := range full.spans {
			var document yaml.Node
			if err := yaml.Unmarshal(read(t, "testdata/good/full.yaml"), &document); err != nil {
				t.Fatal(err)
			}
			replace(t, &document, pointer, wrong)
			data, err := yaml.Marshal(&document)
			if err != nil {
				t.Fatal(err)
			}
			_, problems := Load(FileName, data, hide)
			tree, err := jsonDocument(data)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(tree); (err == nil) != (len(problems) == 0) {
				t.Errorf("%s: %s: the decoder says %v, the schema %v", pointer, wrong, problems, err)
			}
		}
	}
}

func replace(t *testing.T, document *yaml.Node, pointer, value string) {
	t.Helper()
	var with yaml.Node
	if err := yaml.Unmarshal([]byte(value), &with); err != nil {
		t.Fatal(err)
	}
	at := document.Content[0]
	for _, token := range tokens(pointer) {
		at = childOf(at, token)
		if at == nil {
			t.Fatalf("%s is not in the manifest", pointer)
		}
	}
	*at = *with.Content[0]
}

// jsonDocument reads YAML as a JSON Schema validator sees it.
func jsonDocument(data []byte) (any, error) {
	var document any
	if err := yaml.Unmarshal(data, &document); err != nil {
		return nil, err
	}
	text, err := json.Marshal(withoutTimes(document))
	if err != nil {
		return nil, err
	}
	return validator.UnmarshalJSON(bytes.NewReader(text))
}
