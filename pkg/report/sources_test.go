package report

import (
	"fmt"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

// TestSourcesSummed lists a source of which there is something to tell, whatever the others are.
func TestSourcesSummed(t *testing.T) {
	sources := []finding.Source{{ID: "files", Status: "partial"}}
	for i := range 6 {
		sources = append(sources,
			finding.Source{ID: fmt.Sprintf("terraform a%d", i), Status: "complete", Counts: map[string]int{"files": 2, "unrelated": 2}},
			finding.Source{ID: fmt.Sprintf("terraform b%d", i), Status: "complete", Counts: map[string]int{"files": i, "resources": 1}})
	}
	sources[1].Problems = []finding.Problem{{Kind: "notice"}}
	sources[2].Status = "partial"
	got := ""
	for _, source := range summed(sources) {
		got += fmt.Sprintf("%s %s %v\n", source.ID, source.Status, source.Counts)
	}
	const want = `files partial map[]
terraform a0 complete map[files:2 unrelated:2]
terraform b0 partial map[files:0 resources:1]
terraform a1 complete map[files:2 unrelated:2]
terraform b1 complete map[files:1 resources:1]
terraform a2 complete map[files:2 unrelated:2]
terraform b2 complete map[files:2 resources:1]
terraform a3 complete map[files:2 unrelated:2]
terraform b3 complete map[files:3 resources:1]
terraform a4 complete map[files:2 unrelated:2]
terraform b4 complete map[files:4 resources:1]
terraform a5 complete map[files:2 unrelated:2]
terraform b5 complete map[files:5 resources:1]
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	sources[1].Problems, sources[2].Status = nil, "complete"
	got = ""
	for _, source := range summed(sources) {
		got += fmt.Sprintf("%s %s %v\n", source.ID, source.Status, source.Counts)
	}
	const few = `files partial map[]
terraform, 6 sources complete map[files:12 unrelated:12]
terraform, 6 sources complete map[files:15 resources:6]
`
	if got != few {
		t.Errorf("got\n%swant\n%s", got, few)
	}
}
