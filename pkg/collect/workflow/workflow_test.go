package workflow_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/workflow"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func collectFrom(t testing.TB, repository fstest.MapFS, folder string) *collecttest.Sink {
	t.Helper()
	tree, err := collect.WalkFolder(repository, folder)
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	options := workflow.Options{Types: collecttest.Types(t), Folder: folder}
	if err := workflow.Collect(context.Background(), tree, options, got); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestCollect compares the jobs of each repository in testdata with the file beside it.
func TestCollect(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, archive := range archives {
		got := collectFrom(t, collecttest.Files(t, archive), ".")
		var out bytes.Buffer
		for _, o := range got.Observations {
			describe(&out, o)
		}
		for _, source := range got.Sources {
			text, _ := json.MarshalIndent(source, "", " ")
			fmt.Fprintf(&out, "%s\n", text)
		}
		collecttest.Golden(t, *update, strings.TrimSuffix(archive, "txtar")+"want", out.Bytes())
	}
}

func describe(out *bytes.Buffer, o *snapshot.Observation) {
	fmt.Fprintf(out, "%s\n", o.Address)
	text, _ := json.Marshal(o.Values)
	fmt.Fprintf(out, "  %s\n", text)
	for _, placed := range o.Locations {
		fmt.Fprintf(out, "  %d:%d-%d:%d %s", placed.StartLine, placed.StartColumn, placed.EndLine, placed.EndColumn, placed.Pointer)
		if unknown, ok := o.Unknown[placed.Pointer]; ok {
			fmt.Fprintf(out, " unknown: %s, %s", unknown.Expression, unknown.Reason)
		}
		fmt.Fprintln(out)
	}
}

// TestDeclaredSecrets: what the manifest says of a secret holds wherever a job names it.
func TestDeclaredSecrets(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{
		".github/workflows/a.yml": {Data: []byte(strings.Join([]string{
			"env: {ALL: '${{ secrets.ROOT_KEY }}'}",
			"jobs:",
			"  env: {steps: [{run: x, env: {TOKEN: '${{ secrets.VECTORS }}'}}]}",
			"  run: {steps: [{run: 'x --key ${{ secrets.vectors }}'}]}",
			"  with: {steps: [{uses: ./x, with: {token: \"${{ secrets['VECTORS'] }}\"}}]}",
			"  called: {uses: ./.github/workflows/b.yml, secrets: {token: '${{ secrets.VECTORS }}'}}",
			"  stored: {steps: [{uses: 1password/load-secrets-action@v2, env: {TOKEN: 'op://ci/vectors/key'}}]}",
			"  other: {steps: [{run: x, env: {TOKEN: '${{ secrets.key }}'}}]}",
		}, "\n"))},
		".gitlab-ci.yml": {Data: []byte("test: {script: ['x --key $VECTORS $OTHER']}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	options := workflow.Options{
		Types: collecttest.Types(t), Folder: ".",
		Secrets: []string{"VECTORS", "staging/ROOT_KEY", "op://ci/vectors/key"},
	}
	if err := workflow.Collect(context.Background(), tree, options, got); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, o := range got.Observations {
		found[o.Address] = fmt.Sprint(o.Values["secrets"])
	}
	for job, want := range map[string]string{
		".github/workflows/a.yml#env":    "[ROOT_KEY VECTORS]",
		".github/workflows/a.yml#run":    "[ROOT_KEY VECTORS]",
		".github/workflows/a.yml#with":   "[ROOT_KEY VECTORS]",
		".github/workflows/a.yml#called": "[ROOT_KEY VECTORS]",
		".github/workflows/a.yml#stored": "[ROOT_KEY op://ci/vectors/key]",
		".github/workflows/a.yml#other":  "[ROOT_KEY]",
		".gitlab-ci.yml#test":            "[VECTORS]",
	} {
		if found[job] != want {
			t.Errorf("%s has %s, want %s", job, found[job], want)
		}
	}
}

// TestFolder says of a folder that is not the repository's root only what stands there.
func TestFolder(t *testing.T) {
	files := collecttest.Files(t, "testdata/github.txtar")
	got := collectFrom(t, files, "services")
	if len(got.Observations) != 1 || got.Observations[0].Address != "services/.github/workflows/deep.yml#deep" {
		t.Errorf("got %+v", got.Observations)
	}
	if got := collectFrom(t, files, "ops"); len(got.Sources) != 0 || len(got.Observations) != 0 {
		t.Errorf("a folder without workflows says %+v", got.Sources)
	}
	got = collectFrom(t, fstest.MapFS{"main.tf": {}}, ".")
	if len(got.Sources) != 1 || got.Sources[0].Status != snapshot.Complete || got.Sources[0].Holds[0] != "ci_job" {
		t.Errorf("a repository without workflows says %+v", got.Sources)
	}
}

// TestLarge leaves out what no service runs, and says so.
func TestLarge(t *testing.T) {
	name := ".github/workflows/ci.yml"
	got := collectFrom(t, fstest.MapFS{name: {Data: bytes.Repeat([]byte("a\n"), 1<<20)}}, ".")
	if source := got.Sources[0]; source.Status != snapshot.Partial || source.Problems[0].Kind != snapshot.Gap {
		t.Errorf("a large file: %+v", source)
	}
	var many strings.Builder
	many.WriteString("jobs:\n a:\n  steps:\n")
	for range 100_001 {
		many.WriteString("   - b\n")
	}
	got = collectFrom(t, fstest.MapFS{name: {Data: []byte(many.String())}}, ".")
	if source := got.Sources[0]; source.Status != snapshot.Partial || !strings.Contains(source.Problems[0].Message, "the rest is not read") {
		t.Errorf("a file of many values: %+v", source)
	}
}

func TestCancelled(t *testing.T) {
	tree, err := collect.Walk(collecttest.Files(t, "testdata/github.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := workflow.Collect(ctx, tree, workflow.Options{Folder: "."}, &collecttest.Sink{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// FuzzCollect reads whatever stands in a workflow, without a panic.
func FuzzCollect(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, archive := range archives {
		for _, file := range collecttest.Files(f, archive) {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		files := fstest.MapFS{".github/workflows/ci.yml": {Data: data}, ".gitlab-ci.yml": {Data: data}}
		for _, o := range collectFrom(t, files, ".").Observations {
			named := map[string]string{"ci_job": "file", "credential_sink": "resource"}[o.Type]
			if o.Values[named] == nil || len(o.Locations) == 0 {
				t.Errorf("%q gives %+v", data, o)
			}
		}
	})
}
