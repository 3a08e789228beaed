package certificate_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect/certificate"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func collectFrom(t testing.TB, repository fstest.MapFS, name string) (*snapshot.Observation, snapshot.Source) {
	t.Helper()
	got := &collecttest.Sink{}
	declared := &snapshot.Location{File: "pinelint.yaml", StartLine: 4, StartColumn: 3, EndLine: 4, EndColumn: 20}
	options := certificate.Options{Types: collecttest.Types(t), File: name, Declared: declared}
	certificate.Collect(repository, options, got)
	if len(got.Observations) != 1 {
		t.Fatalf("%s: %d observations, want 1", name, len(got.Observations))
	}
	return got.Observations[0], got.Source()
}

// TestCollect compares what each file of testdata holds with testdata/want.txt.
func TestCollect(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, file := range files {
		name := filepath.Base(file)
		if name == "want.txt" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		observation, source := collectFrom(t, fstest.MapFS{"certs/" + name: {Data: data}}, "./certs/"+name)
		if source.ID != "certificate certs/"+name || source.Status != snapshot.Complete || len(source.Problems) > 0 {
			t.Errorf("%s: the source is %+v", name, source)
		}
		describe(&out, observation)
	}
	collecttest.Golden(t, *update, "testdata/want.txt", out.Bytes())
}

func describe(out *bytes.Buffer, o *snapshot.Observation) {
	fmt.Fprintf(out, "%s %v", o.Address, o.Values["form"])
	if fault, ok := o.Values["fault"]; ok {
		fmt.Fprintf(out, ", but %s", fault)
	}
	if _, unknown := o.Unknown["/certificates"]; unknown {
		fmt.Fprint(out, "; no certificate is known")
	}
	fmt.Fprintln(out)
	certificates, _ := o.Values["certificates"].([]any)
	for i, one := range certificates {
		text, _ := json.Marshal(one)
		at, _ := o.Locations.Get(snapshot.Element("/certificates", i))
		fmt.Fprintf(out, "  %d:%d-%d:%d %s\n", at.StartLine, at.StartColumn, at.EndLine, at.EndColumn, text)
	}
}

// TestUnreadable says what is wrong at the manifest's place, and leaves everything unknown.
func TestUnreadable(t *testing.T) {
	repository := fstest.MapFS{"certs/okta.pem": {Data: []byte("x")}}
	for name, want := range map[string]string{
		"certs/gone.pem": "certs/gone.pem, which organization.sso.certificate names, cannot be read (file does not exist): " +
			"name the signing certificate by its path from the manifest's folder or the repository's root",
		"../okta.pem":     "is outside of the repository",
		"/etc/passwd":     "is outside of the repository",
		`..\okta.pem`:     "is outside of the repository",
		"certs":           "is a directory, not a file",
		"certs/../../key": "is outside of the repository",
	} {
		observation, source := collectFrom(t, repository, name)
		if source.Status != snapshot.Failed || len(source.Problems) != 1 {
			t.Errorf("%s: the source is %+v", name, source)
			continue
		}
		problem := source.Problems[0]
		if !strings.Contains(problem.Message, want) || problem.Kind != snapshot.Broken || problem.Location.StartLine != 4 {
			t.Errorf("%s: the problem is %+v, want %q", name, problem, want)
		}
		for _, pointer := range []string{"/form", "/fault", "/certificates"} {
			if _, unknown := observation.Unknown[pointer]; !unknown {
				t.Errorf("%s: %s is not unknown", name, pointer)
			}
		}
	}
}

// TestPrivateKeyStaysOut gives nothing of a key that stands beside the certificate.
func TestPrivateKeyStaysOut(t *testing.T) {
	chain, err := os.ReadFile("testdata/chain.pem")
	if err != nil {
		t.Fatal(err)
	}
	key := "-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----\n"
	observation, source := collectFrom(t, fstest.MapFS{"okta.pem": {Data: append([]byte(key), chain...)}}, "okta.pem")
	text, err := json.Marshal([]any{observation, source})
	if err != nil {
		t.Fatal(err)
	}
	if source.Counts["certificates"] != 2 || bytes.Contains(text, []byte("c2VjcmV0")) {
		t.Errorf("got %s", text)
	}
}

// FuzzCollect reads whatever stands in a file: without a panic, and with a fault or a
// certificate.
func FuzzCollect(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		observation, _ := collectFrom(t, fstest.MapFS{"okta.pem": {Data: data}}, "okta.pem")
		certificates, _ := observation.Values["certificates"].([]any)
		if _, faulty := observation.Values["fault"]; !faulty && len(certificates) == 0 {
			t.Errorf("%q has neither a certificate nor a fault", data)
		}
	})
}
