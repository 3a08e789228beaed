package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

// TestSourcesSummed lists a source of which there is something to tell, whatever the others are,
// and the others where they are few.
func TestSourcesSummed(t *testing.T) {
	sources := []finding.Source{{ID: "files", Status: "partial"}}
	for i := range mostAlike + 2 {
		sources = append(sources,
			finding.Source{ID: fmt.Sprintf("terraform a%d", i), Status: "complete", Counts: map[string]int{"files": 2, "unrelated": 2}},
			finding.Source{ID: fmt.Sprintf("terraform b%d", i), Status: "complete", Counts: map[string]int{"files": i, "resources": 1}})
	}
	sources[1].Problems = []finding.Problem{{Kind: "notice"}}
	sources[2].Status, sources[4].Status = "partial", "failed"
	var got []string
	for _, source := range summed(sources) {
		got = append(got, fmt.Sprintf("%s %s %v", source.ID, source.Status, source.Counts))
	}
	want := []string{
		"files partial map[]",
		"terraform a0 complete map[files:2 unrelated:2]",
		"terraform b0 partial map[files:0 resources:1]",
		"terraform, 21 sources complete map[files:42 unrelated:42]",
		"terraform b1 failed map[files:1 resources:1]",
	}
	if !slices.Equal(got[:len(want)], want) || len(got) != len(want)+mostAlike {
		t.Errorf("got\n%s\nwant these, and those of b from 2 on\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
