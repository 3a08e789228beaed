package report

import (
	"fmt"
	"iter"
	"reflect"
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
)

// maxAlike is how many more findings are named under one that says the same of the same place.
const maxAlike = 9

// groups are the fails in their order, each with those behind it that say the same of the same
// place: of the resources that for_each makes, or of the calls that share a retry.
func groups(findings []finding.Finding) iter.Seq[[]*finding.Finding] {
	return func(yield func([]*finding.Finding) bool) {
		var group []*finding.Finding
		for i := range findings {
			found := &findings[i]
			if !failing(found) {
				continue
			}
			if len(group) > 0 && !alike(group[0], found) {
				if !yield(group) {
					return
				}
				group = nil
			}
			group = append(group, found)
		}
		if len(group) > 0 {
			yield(group)
		}
	}
}

// alike says whether two findings differ in nothing but the resource.
func alike(a, b *finding.Finding) bool {
	return a.Rule == b.Rule && a.Severity == b.Severity && a.Pointer == b.Pointer &&
		a.Location != nil && b.Location != nil && *a.Location == *b.Location &&
		len(a.Chain) == 0 && len(b.Chain) == 0 && reflect.DeepEqual(a.Related, b.Related) &&
		slices.EqualFunc(a.Evidence, b.Evidence, func(a, b finding.Evidence) bool {
			a.Address, b.Address = "", ""
			return reflect.DeepEqual(a, b)
		})
}

// others prints what the rest of a group says, below the first of it.
func (t *text) others(group []*finding.Finding) {
	for i, found := range group[1:] {
		if i == maxAlike {
			t.line(4, span{faint, "and  "}, span{normal, fmt.Sprintf("%d more: the json format has all", len(group)-1-i)})
			return
		}
		said := found.Message
		if said == group[i].Message { // of resources of one name
			said = describe(found.Resource)
		}
		t.line(4, span{faint, "and  "}, span{normal, said})
	}
}
