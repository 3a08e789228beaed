package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// fixture is the run that the golden files show.
func fixture(t testing.TB) *finding.Results {
	t.Helper()
	data, err := os.ReadFile("testdata/results.json")
	if err != nil {
		t.Fatal(err)
	}
	results := &finding.Results{}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(results); err != nil {
		t.Fatal(err)
	}
	return results
}

func withSource(options report.Options) report.Options {
	options.Source = func(file string) ([]byte, error) { return os.ReadFile(filepath.Join("testdata/repo", file)) }
	options.Redact = func(text string) string { return text }
	return options
}

func write(t testing.TB, format string, results *finding.Results, options report.Options) string {
	t.Helper()
	var out bytes.Buffer
	if err := report.Write(&out, format, results, options); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs from what is written now (-update rewrites it):\n%s", path, got)
	}
}

func TestWriteUnknownFormat(t *testing.T) {
	err := report.Write(&bytes.Buffer{}, "xml", fixture(t), report.Options{})
	if err == nil || !strings.Contains(err.Error(), `"xml"`) {
		t.Fatalf("error is %v, want one that names xml", err)
	}
	for _, format := range report.Formats() {
		if !strings.Contains(err.Error(), format.Name) {
			t.Errorf("error %q does not offer %s", err, format.Name)
		}
	}
}

func TestWriteDoesNotDependOnOrder(t *testing.T) {
	for _, format := range report.Formats() {
		want := write(t, format.Name, fixture(t), withSource(report.Options{}))
		shuffled := fixture(t)
		reverse(shuffled.Findings)
		reverse(shuffled.Rules)
		reverse(shuffled.Tallies)
		reverse(shuffled.Sources)
		first := shuffled.Findings[0].Fingerprint
		if got := write(t, format.Name, shuffled, withSource(report.Options{})); got != want {
			t.Errorf("%s depends on the order of its input:\n%s", format.Name, got)
		}
		if shuffled.Findings[0].Fingerprint != first {
			t.Errorf("%s reordered the caller's findings", format.Name)
		}
	}
}

func reverse[T any](list []T) {
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
}

type brokenPipe struct{}

var errPipe = errors.New("broken pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestWriteReportsWriteErrors(t *testing.T) {
	for _, format := range report.Formats() {
		if err := report.Write(brokenPipe{}, format.Name, fixture(t), report.Options{}); !errors.Is(err, errPipe) {
			t.Errorf("%s: error is %v, want %v", format.Name, err, errPipe)
		}
	}
}

func validate(t *testing.T, schemaFile, written string) {
	t.Helper()
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	if err := compileSchema(t, schemaFile).Validate(instance); err != nil {
		t.Error(err)
	}
}

func compileSchema(t *testing.T, schemaFile string) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	document, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// many is a run with n fails of all severities, two to a line.
func many(n int) *finding.Results {
	results := &finding.Results{Schema: finding.ResultsSchema, Version: "1.0.0"}
	severities := finding.Severities()
	for i, severity := range severities {
		results.Rules = append(results.Rules, finding.Rule{
			ID: fmt.Sprintf("load/rule-%d", i), Title: "T", Severity: severity, Kind: "security", Precision: "high",
			Resources: []string{"pinecone_index"}, Remediation: map[string]string{"console": "Turn it on."},
		})
	}
	for i := range n {
		rule := results.Rules[i%len(severities)]
		name := fmt.Sprintf("index-%d", i)
		results.Findings = append(results.Findings, finding.Finding{
			Rule: rule.ID, Verdict: finding.Fail, Severity: rule.Severity,
			Resource: finding.Resource{Type: "pinecone_index", ID: "search/" + name, Name: name},
			Message:  `index "` + name + `" has no deletion protection: set deletion_protection to "enabled"`,
			Location: &finding.Location{
				File: fmt.Sprintf("infra/file-%02d.tf", i/500), StartLine: i%500 + 1, StartColumn: 3, EndLine: i%500 + 1,
				EndColumn: 30,
			},
		})
	}
	results.Sources = []finding.Source{{ID: "terraform infra", Status: "complete"}}
	return results
}
