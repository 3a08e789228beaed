package prometheus

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestMostDeclared keeps no more than so much of what Terraform declares, and says so.
func TestMostDeclared(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{"main.tf": {Data: []byte("a\nb\n")}})
	if err != nil {
		t.Fatal(err)
	}
	var declared Declared
	text := "groups: [{rules: [{alert: A, expr: pinecone_db_record_total > 1}]}]\n"
	for _, address := range []string{"kubernetes_config_map.a", "kubernetes_config_map.b"} {
		o := &snapshot.Observation{Type: "kubernetes_config_map", Source: "terraform .", Address: address}
		o.Values = map[string]any{"data": map[string]any{
			"rules.yml": text, "other": strings.Repeat("x", mostDeclared*2/3),
		}}
		o.Locations.Set("", snapshot.Position{Location: snapshot.Location{
			File: "main.tf", StartLine: 1, StartColumn: 1, EndLine: 1, EndColumn: 2,
		}})
		declared.Add(o)
	}
	got := &collecttest.Sink{}
	options := Options{Types: collecttest.Types(t), Declared: &declared}
	if err := Collect(t.Context(), tree, options, got); err != nil {
		t.Fatal(err)
	}
	source := got.Sources[0]
	if source.Counts["queries"] != 1 || len(source.Problems) != 1 || source.Problems[0].Kind != snapshot.Gap {
		t.Errorf("%v, and told %v, want one query and one gap", source.Counts, source.Problems)
	}
}
