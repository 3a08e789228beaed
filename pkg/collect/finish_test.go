package collect_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestFinish compares testdata/finish/<case>.json, what a collector saw, with
// <case>.want.json, what a snapshot holds of it.
func TestFinish(t *testing.T) {
	types := collecttest.Types(t)
	files, err := filepath.Glob("testdata/finish/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".want.json") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			o := readObservation(t, file)
			if !collect.Finish(types, o) {
				t.Fatalf("%s is not a type of the snapshot", o.Type)
			}
			got, err := json.MarshalIndent(o, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			collecttest.Golden(t, *update, strings.TrimSuffix(file, ".json")+".want.json", append(got, '\n'))
			once := string(got)
			collect.Finish(types, o)
			if again, _ := json.MarshalIndent(o, "", "  "); string(again) != once {
				t.Errorf("finishing twice changes the observation:\n%s", again)
			}
		})
	}
}

func readObservation(t *testing.T, file string) *snapshot.Observation {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var in struct {
		Type string `json:"type"`
		snapshot.Observation
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&in); err != nil {
		t.Fatal(err)
	}
	in.Observation.Type = in.Type
	return &in.Observation
}

func TestFinishRefusesOtherTypes(t *testing.T) {
	if collect.Finish(collecttest.Types(t), &snapshot.Observation{Type: "aws_instance"}) {
		t.Error("aws_instance is not a type of the snapshot")
	}
}

func TestFinishLeavesTheCallersTreeAlone(t *testing.T) {
	spec := map[string]any{"pod": map[string]any{"environment": "us-east-1-aws", "replicas": json.Number("2"), "x": nil}}
	values := map[string]any{"name": "a", "spec": spec, "embed": map[string]any{"model": "m", "field_map": "f"}}
	before := fmt.Sprint(values)
	collect.Finish(collecttest.Types(t), &snapshot.Observation{Type: "pinecone_index", Complete: true, Values: values})
	if after := fmt.Sprint(values); after != before {
		t.Errorf("Finish changed the caller's tree from\n%s to\n%s", before, after)
	}
}

func BenchmarkFinish(b *testing.B) {
	types := collecttest.Types(b)
	values := map[string]any{
		"bucket": "acme", "arn": "arn:aws:s3:::acme", "force_destroy": false, "id": "acme", "acl": nil,
		"tags":       map[string]any{"team": "search", "env": "prod"},
		"versioning": []any{map[string]any{"enabled": true, "mfa_delete": false}},
	}
	for b.Loop() {
		o := &snapshot.Observation{Type: "aws_s3_bucket", Complete: true, Values: values}
		collect.Finish(types, o)
	}
}

func BenchmarkFinishIndex(b *testing.B) {
	types := collecttest.Types(b)
	values := map[string]any{
		"name": "products", "dimension": json.Number("1536"), "metric": "cosine",
		"spec": map[string]any{"serverless": map[string]any{"cloud": "aws", "region": "us-east-1"}},
	}
	unknown := map[string]snapshot.Unknown{"/host": {Reason: "known after apply"}, "/id": {Reason: "known after apply"}}
	for b.Loop() {
		o := &snapshot.Observation{Type: "pinecone_index", Complete: true, Values: values, Unknown: unknown}
		collect.Finish(types, o)
	}
}
