package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"

	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

const (
	resultsSchema = "../../docs/results.schema.json"
	diffSchema    = "../../docs/diff.schema.json"
)

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

// TestJSONSchemasAreCurrent holds the published schemas to the types and their comments.
func TestJSONSchemasAreCurrent(t *testing.T) {
	for _, schema := range []struct {
		file, title string
		of          any
	}{
		{resultsSchema, "What a run of pinelint concludes", &finding.Results{}},
		{diffSchema, "What changed between two runs of pinelint", &diff.Diff{}},
	} {
		current := reflectSchema(t, schema.of, filepath.Base(schema.file), schema.title)
		if *update {
			if err := os.WriteFile(schema.file, current, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		published, err := os.ReadFile(schema.file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(published, current) {
			t.Errorf("%s is stale (-update rewrites it):\n%s", schema.file, current)
		}
	}
}

func reflectSchema(t *testing.T, of any, name, title string) []byte {
	t.Helper()
	reflector := &jsonschema.Reflector{
		// A reader must bear properties that a later version adds.
		AllowAdditionalProperties: true,
		Mapper:                    enumerations,
	}
	for _, folder := range []string{"../finding", "../diff"} {
		if err := reflector.AddGoComments("github.com/pinelint/pinelint/pkg/report", folder); err != nil {
			t.Fatal(err)
		}
	}
	schema := reflector.Reflect(of)
	schema.ID = jsonschema.ID("https://raw.githubusercontent.com/pinelint/pinelint/main/docs/" + name)
	schema.Title = title
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(schema); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// enumerations describes the types that JSON has as one of a few words.
func enumerations(kind reflect.Type) *jsonschema.Schema {
	switch kind {
	case reflect.TypeFor[finding.Severity]():
		names := make([]any, 0, len(finding.Severities()))
		for _, severity := range finding.Severities() {
			names = append(names, severity.String())
		}
		return words(names...)
	case reflect.TypeFor[finding.Verdict]():
		return words(finding.Fail, finding.Inconclusive)
	case reflect.TypeFor[finding.Standing]():
		return words(finding.StandingFail, finding.StandingInconclusive, finding.StandingWaived, finding.StandingPass,
			finding.StandingNotApplicable, finding.StandingNone)
	case reflect.TypeFor[diff.Verdict]():
		return words(diff.Fail, diff.Pass, diff.Inconclusive, diff.NotApplicable, diff.NotJudged)
	case reflect.TypeFor[diff.Kind]():
		return words(diff.New, diff.Fixed, diff.Changed, diff.Dropped, diff.Lost, diff.Gained)
	case reflect.TypeFor[diff.Cause]():
		return words(diff.Configuration, diff.Rules, diff.Collection, diff.Waived)
	default:
		return nil
	}
}

func words(all ...any) *jsonschema.Schema { return &jsonschema.Schema{Type: "string", Enum: all} }
