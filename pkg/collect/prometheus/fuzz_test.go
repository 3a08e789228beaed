package prometheus_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/prometheus"
	"github.com/pinelint/pinelint/pkg/collect/terraform"
)

// FuzzFile: whatever stands in a file, its places lie in the file, and what is said can be
// written down.
func FuzzFile(f *testing.F) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(filepath.Ext(file.Name), file.Data)
		}
	}
	types := collecttest.Types(f)
	f.Fuzz(func(t *testing.T, ending string, data []byte) {
		switch ending {
		case ".yml", ".json", ".alloy":
		default:
			ending = ".yml"
		}
		data = append([]byte("# pinecone expr:\n"), data...)
		if ending == ".json" {
			data = append([]byte(`{"a": "pinecone", "expr": "`), data...)
		}
		got := collectWith(t, types, fstest.MapFS{"a" + ending: {Data: data}})
		lines := int32(bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r")) + 1)
		for _, o := range got.Observations {
			for _, placed := range o.Locations {
				if placed.StartLine < 1 || placed.EndLine > lines || placed.StartColumn < 1 {
					t.Errorf("%s is at %+v", placed.Pointer, placed.Location)
				}
			}
		}
		for _, problem := range got.Source().Problems {
			if at := problem.Location; at.StartLine < 1 || at.EndLine > lines || strings.ContainsAny(problem.Message, "\n") {
				t.Errorf("%+v says %q", at, problem.Message)
			}
		}
		if _, err := json.Marshal(got.Observations); err != nil {
			t.Error(err)
		}
	})
}

// FuzzDeclared: so it is with what stands in Terraform, whatever that is made of.
func FuzzDeclared(f *testing.F) {
	for _, name := range []string{"monitoring_terraform", "monitoring"} {
		archive, err := txtar.ParseFile("../../../testdata/script/" + name + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(file.Data, "groups: [{rules: [{alert: A, expr: 'pinecone_db_record_total > ${x}'}]}]")
		}
	}
	types := collecttest.Types(f)
	f.Fuzz(func(t *testing.T, data []byte, template string) {
		files := fstest.MapFS{"main.tf": {Data: data}, "rules.yaml.tftpl": {Data: []byte(template)}}
		tree, err := collect.Walk(files)
		if err != nil {
			t.Fatal(err)
		}
		var declared prometheus.Declared
		configuration := terraform.Options{
			Types: types, Jobs: 1, Documents: prometheus.DeclaredTypes(), Document: declared.Add,
		}
		if err := terraform.Collect(t.Context(), tree, configuration, &sink{}); err != nil {
			t.Fatal(err)
		}
		got := &sink{}
		options := prometheus.Options{Types: types, Declared: &declared}
		if err := prometheus.Collect(t.Context(), tree, options, got); err != nil {
			t.Fatal(err)
		}
		for _, o := range got.Observations {
			for _, placed := range o.Locations {
				lines := int32(bytes.Count(files[placed.File].Data, []byte("\n")) + bytes.Count(files[placed.File].Data, []byte("\r")) + 1)
				if placed.StartLine < 1 || placed.EndLine > lines || placed.StartColumn < 1 {
					t.Errorf("%s is at %+v", placed.Pointer, placed.Location)
				}
			}
		}
		for _, problem := range got.Source().Problems {
			if strings.ContainsAny(problem.Message, "\n") {
				t.Errorf("%+v says %q", problem.Location, problem.Message)
			}
		}
	})
}

// FuzzExpression: an expression of an alert gives one query with its parts in place, or
// one problem, or it is none of Pinecone's.
func FuzzExpression(f *testing.F) {
	for _, expr := range []string{
		`sum by (a) (rate(pinecone_db_op_query_count{b=~"c|d"}[5m])) / on (a) group_left (e) x > bool 1`,
		`topk($n, pinecone_${x}_total offset $__interval) or vector(0)`, `{__name__=~"pinecone.*", "quoted name"="x"}`,
		`pinecone_a[5m:1m] @ end() unless absent(label_replace(y, "a", "$1", "b", "(.*)"))`, `1 < -(2) ^ pinecone_b`,
	} {
		f.Add(expr)
	}
	types := collecttest.Types(f)
	f.Fuzz(func(t *testing.T, expr string) {
		content, err := json.Marshal(map[string]string{"alert": "A", "expr": expr})
		if err != nil {
			t.Fatal(err)
		}
		got := collectWith(t, types, fstest.MapFS{"a.json": {Data: append([]byte(`{"a": "pinecone", "b": `), append(content, '}')...)}})
		if len(got.Observations) > 1 || len(got.Source().Problems) > 1 {
			t.Errorf("%d queries and %d problems", len(got.Observations), len(got.Source().Problems))
		}
		for _, o := range got.Observations {
			whole, _ := o.Locations.Get("/expression")
			for _, placed := range o.Locations {
				if placed.Pointer != "" && (placed.StartColumn < whole.StartColumn || placed.EndColumn > whole.EndColumn) {
					t.Errorf("%s is at %+v, outside of %+v", placed.Pointer, placed.Location, whole.Location)
				}
			}
		}
	})
}

// FuzzCredentials: nothing of what stands where credentials do leaves the collector.
func FuzzCredentials(f *testing.F) {
	f.Add("5up3rs3cret-of-n0-shape")
	f.Add("a b\"c'd\\e:#f{}[]")
	types := collecttest.Types(f)
	f.Fuzz(func(t *testing.T, secret string) {
		quoted, err := json.Marshal(secret)
		there := "https://api.pinecone.io/prometheus/ prometheus_scrape credentials authorization"
		if err != nil || len(secret) < 12 || strings.Contains(there, secret) {
			return // too short to tell, or a word that is there anyhow
		}
		content := `{"scrape_configs": [{"job_name": "a", "authorization": {"credentials": ` + string(quoted) + `},
			"http_sd_configs": [{"url": "https://api.pinecone.io/prometheus/", "bearer_token": ` + string(quoted) + `}]}]}`
		for _, name := range []string{"a.json", "a.yml"} {
			got := collectWith(t, types, fstest.MapFS{name: {Data: []byte(content)}})
			all, err := json.Marshal([]any{got.Observations, got.Source()})
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(all, quoted[1:len(quoted)-1]) {
				t.Errorf("%s is in %s", quoted, all)
			}
		}
	})
}
