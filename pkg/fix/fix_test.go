package fix_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/manifest"
	"github.com/pinelint/pinelint/pkg/collect/policyjson"
	"github.com/pinelint/pinelint/pkg/collect/terraform"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/fix"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/policies"
)

var update = flag.Bool("update", false, "rewrite golden files")

const after = "after/"

// TestEdits runs the cases of testdata/edits. A case begins with operations, each a
// finding of its own: an address, and then set, add or remove, a pointer, and the value.
// Below are the files, after/ as they should become, and left, why operations are not done.
func TestEdits(t *testing.T) {
	cases, err := filepath.Glob("testdata/edits/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("there are no cases: %v", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys := fstest.MapFS{}
			want := map[string]string{}
			for _, file := range archive.Files {
				if strings.HasPrefix(file.Name, after) || file.Name == "left" {
					want[file.Name] = string(file.Data)
					continue
				}
				fsys[file.Name] = &fstest.MapFile{Data: file.Data}
			}
			got := edited(t, fsys, operations(t, archive.Comment))
			if *update {
				rewrite(t, name, archive, got)
				return
			}
			compare(t, got, want)
		})
	}
}

func compare(t *testing.T, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if got[name] != want[name] {
			t.Errorf("%s is\n%s\nwant\n%s", name, got[name], want[name])
		}
	}
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("there is no %s", name)
		}
	}
}

func rewrite(t *testing.T, name string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	archive.Files = slices.DeleteFunc(archive.Files, func(file txtar.File) bool {
		return strings.HasPrefix(file.Name, after) || file.Name == "left"
	})
	for _, name := range slices.Sorted(maps.Keys(got)) {
		archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got[name])})
	}
	if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func operations(t *testing.T, text []byte) []finding.Operation {
	t.Helper()
	var all []finding.Operation
	for line := range strings.Lines(string(text)) {
		parts := strings.SplitN(strings.TrimSpace(line), " ", 4)
		if len(parts) < 3 {
			continue
		}
		operation := finding.Operation{Resource: parts[0], Op: parts[1], Path: parts[2]}
		if len(parts) == 4 {
			decoder := json.NewDecoder(strings.NewReader(parts[3]))
			decoder.UseNumber()
			if err := decoder.Decode(&operation.Value); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		}
		if err := operation.Check(); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		all = append(all, operation)
	}
	return all
}

// edited are the changed files after the proved edits of some operations, and what was
// left. Each operation is a finding that is gone once its value is right.
func edited(t *testing.T, fsys fs.FS, wanted []finding.Operation) map[string]string {
	t.Helper()
	before := judged(t, fsys)
	for i, operation := range wanted {
		before.Results.Findings = append(before.Results.Findings, finding.Finding{
			Verdict: finding.Fail, Fingerprint: fmt.Sprint(i), Patch: []finding.Operation{operation},
		})
	}
	prover := fix.Prover{
		FS: fsys, Before: before,
		Judge: func(_ context.Context, content map[string][]byte) (fix.Judged, error) {
			return judged(t, fix.Overlay(fsys, content)), nil
		},
		Declared: func(context.Context) (map[snapshot.Location][]fix.Declaration, error) { return nil, nil },
	}
	changes, left := fix.Propose(before.Evidence, before.Results.Findings, fsys)
	proved, unproved, err := prover.Prove(t.Context(), changes)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name, data := range proved.After {
		got[after+name] = string(data)
	}
	var reasons bytes.Buffer
	for _, one := range append(left, unproved...) {
		fmt.Fprintf(&reasons, "%d %s: %s\n", one.Finding, wanted[one.Finding].Path, one.Reason)
	}
	if reasons.Len() > 0 {
		got["left"] = reasons.String()
	}
	return got
}

// judged collects without judging: each observation is a resource by its address.
func judged(t *testing.T, fsys fs.FS) fix.Judged {
	t.Helper()
	data, err := fs.ReadFile(policies.FS, "schema/types.json")
	if err != nil {
		t.Fatal(err)
	}
	types, err := collect.ParseTypes(data)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := collect.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	seen := &seen{resources: map[string][]*snapshot.Resource{}}
	if err := policyjson.Collect(t.Context(), tree.FS(), tree, policyjson.Options{Types: types}, seen); err != nil {
		t.Fatal(err)
	}
	if data, err := fs.ReadFile(fsys, config.FileName); err == nil {
		file, problems := config.Load(config.FileName, data, collect.Redact)
		manifest.Collect(collect.NewText(config.FileName, data), file, problems, nil, seen)
	}
	if err := terraform.Collect(t.Context(), tree, terraform.Options{Types: types}, seen); err != nil {
		t.Fatal(err)
	}
	return fix.Judged{
		Evidence: &snapshot.Snapshot{Resources: seen.resources},
		Results:  &finding.Results{Sources: seen.sources},
	}
}

// seen is a sink for one collector at a time.
type seen struct {
	resources map[string][]*snapshot.Resource
	sources   []finding.Source
}

func (s *seen) Observe(unit []*snapshot.Observation) {
	for _, observation := range unit {
		s.resources[observation.Type] = append(s.resources[observation.Type], &snapshot.Resource{
			Type: observation.Type, ID: observation.Address, Name: observation.Address, Values: observation.Values,
			Unknown: observation.Unknown, Observations: []*snapshot.Observation{observation},
		})
	}
}

func (s *seen) Report(source snapshot.Source) {
	read := finding.Source{ID: source.ID}
	for _, problem := range source.Problems {
		read.Problems = append(read.Problems, finding.Problem{Kind: problem.Kind, Message: problem.Message})
	}
	s.sources = append(s.sources, read)
}
