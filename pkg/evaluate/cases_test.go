package evaluate_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const cases = "../../testdata/snapshots"

var judgedAt = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// TestBadCaseTripsEveryRule is what keeps a rule from never firing.
func TestBadCaseTripsEveryRule(t *testing.T) {
	results := judgeCase(t, "bad", 0)
	for i, tally := range results.Tallies {
		if tally.Error != "" {
			t.Errorf("%s: %s", tally.Rule, tally.Error)
		} else if tally.Fail == 0 {
			t.Errorf("%s denies nothing in testdata/snapshots/bad (%+v)", results.Rules[i].ID, tally)
		}
	}
	for _, found := range results.Findings {
		if found.Location == nil && found.Resource.ID != "drift-toys" { // which no file declares
			t.Errorf("%s on %s has no location", found.Rule, found.Resource.ID)
		}
		if strings.Contains(found.Message, "<undefined>") {
			t.Errorf("%s on %s says what is not defined: %s", found.Rule, found.Resource.ID, found.Message)
		}
	}
}

// TestGoodCaseTripsNone is what keeps a rule from firing on what is right.
func TestGoodCaseTripsNone(t *testing.T) {
	results := judgeCase(t, "good", 0)
	for _, found := range results.Findings {
		t.Errorf("%s %s on %s: %s", found.Rule, found.Verdict, found.Resource.ID, found.Message)
	}
	for _, tally := range results.Tallies {
		if strings.HasPrefix(tally.Rule, "secrets/") {
			continue // a secret that stands in a file has no form that is right
		}
		if tally.Pass == 0 {
			t.Errorf("%s passes nothing in testdata/snapshots/good", tally.Rule)
		}
	}
}

// TestBatchesDoNotChangeVerdicts judges every resource in a batch of its own.
func TestBatchesDoNotChangeVerdicts(t *testing.T) {
	for _, name := range []string{"bad", "good"} {
		whole, single := judgeCase(t, name, 0), judgeCase(t, name, 1)
		if !reflect.DeepEqual(whole.Tallies, single.Tallies) {
			for i := range whole.Tallies {
				if !reflect.DeepEqual(whole.Tallies[i], single.Tallies[i]) {
					t.Errorf("%s: together %+v, one by one %+v", name, whole.Tallies[i], single.Tallies[i])
				}
			}
		}
		if !reflect.DeepEqual(whole.Findings, single.Findings) {
			t.Errorf("%s: findings differ between one batch and many", name)
		}
	}
}

func judgeCase(t *testing.T, name string, batch int) *finding.Results {
	t.Helper()
	evaluator, err := evaluate.New(evaluate.Options{Policies: os.DirFS(policies), Now: judgedAt, Batch: batch, Settings: map[string]any{}})
	if err != nil {
		t.Fatal(err)
	}
	results, err := evaluator.Evaluate(t.Context(), readCase(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// readCase joins the files of a case, each a part of a snapshot. Its sources are complete
// for all types, so that absence can be told.
func readCase(t *testing.T, name string) *snapshot.Snapshot {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(cases, name, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("case %s has no files: %v", name, err)
	}
	return readFiles(t, files...)
}

func readFiles(t *testing.T, files ...string) *snapshot.Snapshot {
	t.Helper()
	joined := &snapshot.Snapshot{
		Schema:    snapshot.Schema,
		Sources:   []snapshot.Source{{ID: "terraform infra", Status: snapshot.Complete, Holds: []string{"*"}}},
		Resources: map[string][]*snapshot.Resource{},
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var part map[string]json.RawMessage
		if err := json.Unmarshal(data, &part); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		part["schema"], _ = json.Marshal(snapshot.Schema)
		whole, _ := json.Marshal(part)
		read, err := snapshot.Read(bytes.NewReader(whole))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for kind, resources := range read.Resources {
			joined.Resources[kind] = append(joined.Resources[kind], resources...)
		}
	}
	for _, resources := range joined.Resources {
		slices.SortFunc(resources, func(a, b *snapshot.Resource) int { return strings.Compare(a.ID, b.ID) })
	}
	return joined
}

// facts is a store with all facts, for tests that run without the library's loader.
func facts(t *testing.T) storage.Store {
	t.Helper()
	all := map[string]any{}
	if err := evaluate.ReadFacts(os.DirFS(policies), &all); err != nil {
		t.Fatal(err)
	}
	return inmem.NewFromObject(map[string]any{"facts": all})
}

// normal is a value as JSON has it.
func normal(t *testing.T, value any) any {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var out any
	if err := decoder.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}
