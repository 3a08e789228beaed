package report

import (
	"fmt"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// mostAlike is how many sources of one collector are listed that were read completely and of
// which there is nothing to tell.
const mostAlike = 20

// likeness is what sources may have in common: the collector, and what was counted.
type likeness struct{ collector, counts string }

// summed are the sources for a person: of a collector that has read many, as Terraform's has
// of a repository with hundreds of root modules, those that were read completely are one.
func summed(sources []finding.Source) []finding.Source {
	groups := map[likeness][]finding.Source{}
	for _, source := range sources {
		if of, ok := likenessOf(source); ok {
			groups[of] = append(groups[of], source)
		}
	}
	var listed []finding.Source
	for _, source := range sources {
		of, ok := likenessOf(source)
		group := groups[of]
		switch {
		case !ok || len(group) <= mostAlike:
			listed = append(listed, source)
		case group[0].ID == source.ID:
			listed = append(listed, sumOf(of.collector, group))
		}
	}
	return listed
}

func likenessOf(source finding.Source) (of likeness, ok bool) {
	collector, _, scoped := strings.Cut(source.ID, " ")
	kinds := strings.Join(sortedKeys(source.Counts), " ")
	return likeness{collector, kinds}, scoped && source.Status == "complete" && len(source.Problems) == 0
}

func sumOf(collector string, group []finding.Source) finding.Source {
	sum := finding.Source{
		ID: fmt.Sprintf("%s, %d sources", collector, len(group)), Status: group[0].Status, Counts: map[string]int{},
	}
	for _, source := range group {
		for name, count := range source.Counts {
			sum.Counts[name] += count
		}
	}
	return sum
}
