package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

const resultsSchema = "../../docs/results.schema.json"

func TestJSONGolden(t *testing.T) {
	one := fixture(t)
	one.Rules, one.Tallies, one.Findings = one.Rules[3:4], one.Tallies[3:4], one.Findings[:1]
	golden(t, "report.json", write(t, "json", one, report.Options{}))
}

func TestJSONIsReadBackAsItWas(t *testing.T) {
	want := fixture(t)
	finding.Sort(want.Findings)
	got := &finding.Results{}
	decode(t, write(t, "json", want, report.Options{}), got)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read back:\n%+v\nwant:\n%+v", got, want)
	}
}

func TestJSONEscapesNothingForHTML(t *testing.T) {
	results := fixture(t)
	results.Findings[0].Message = "size < 3 && > 1"
	written := write(t, "json", results, report.Options{})
	if !strings.Contains(written, "size < 3 && > 1") || !strings.HasSuffix(written, "}\n") {
		t.Errorf("report is %s", written)
	}
}

func TestJSONFollowsItsSchema(t *testing.T) {
	for name, results := range map[string]*finding.Results{
		"empty": {Schema: finding.ResultsSchema, Version: "1.0.0"}, "fixture": fixture(t), "many": many(20),
	} {
		t.Run(name, func(t *testing.T) {
			validate(t, resultsSchema, write(t, "json", results, report.Options{}))
		})
	}
}

// TestJSONSchemaIsCurrent holds the published schema to the types and their comments.
func TestJSONSchemaIsCurrent(t *testing.T) {
	reflector := &jsonschema.Reflector{
		// A reader must bear properties that a later version adds.
		AllowAdditionalProperties: true,
		Mapper:                    enumerations,
	}
	if err := reflector.AddGoComments("github.com/pinelint/pinelint/pkg/report", "../finding"); err != nil {
		t.Fatal(err)
	}
	schema := reflector.Reflect(&finding.Results{})
	schema.ID = "https://raw.githubusercontent.com/pinelint/pinelint/main/docs/results.schema.json"
	schema.Title = "What a run of pinelint concludes"
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(schema); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(resultsSchema, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	published, err := os.ReadFile(resultsSchema)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(published, out.Bytes()) {
		t.Errorf("%s is stale (-update rewrites it):\n%s", resultsSchema, out.String())
	}
}

// enumerations describes the types that JSON has as one of a few words.
func enumerations(kind reflect.Type) *jsonschema.Schema {
	switch kind {
	case reflect.TypeFor[finding.Severity]():
		words := make([]any, 0, len(finding.Severities()))
		for _, severity := range finding.Severities() {
			words = append(words, severity.String())
		}
		return &jsonschema.Schema{Type: "string", Enum: words}
	case reflect.TypeFor[finding.Verdict]():
		return &jsonschema.Schema{Type: "string", Enum: []any{finding.Fail, finding.Inconclusive}}
	default:
		return nil
	}
}
