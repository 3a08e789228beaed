package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
