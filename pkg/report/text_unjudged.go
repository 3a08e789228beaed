package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

const maxFacts = 12

// fact is something that rules need to know of a resource and nobody could tell.
type fact struct {
	resource finding.Resource
	missing  finding.Missing
	place    *finding.Location
	rules    []string
}

// want gathers the facts that one and the same thing would make known.
type want struct {
	needed   string
	facts    []*fact
	verdicts int
}

// unjudged prints the inconclusive verdicts by what would settle them, the most wanted
// first. A thousand of them often wait for one plan or one permission.
func (t *text) unjudged() {
	wants := t.wants()
	if len(wants) == 0 {
		return
	}
	t.line(0, span{bold, "Not judged for lack of facts"})
	t.blank()
	for _, want := range wants {
		needed := cmp.Or(want.needed, "a source that has these facts")
		t.line(2, span{normal, count(want.verdicts, "verdict")}, span{faint, "  needs  "}, span{normal, needed})
		for i, fact := range want.facts {
			if i == maxFacts {
				t.line(4, span{faint, fmt.Sprintf("and %s more: the json format has all", count(len(want.facts)-i, "fact"))})
				break
			}
			t.fact(fact)
		}
		t.blank()
	}
}

func (t *text) fact(fact *fact) {
	var where string
	if fact.place != nil {
		where = t.position(fact.place) + "  "
	}
	t.line(4, span{bold, where}, span{normal, fact.resource.Type + " " + quoted(fact.resource.Name)},
		span{normal, " " + factOf(fact.missing)})
	t.line(6, span{normal, fact.missing.Reason}, span{faint, "  for " + strings.Join(fact.rules, ", ")})
}

func (t *text) wants() []*want {
	type identity struct{ needed, resource, kind, pointer, reason string }
	var wants []*want
	byNeed := map[string]*want{}
	facts := map[identity]*fact{}
	for i := range t.results.Findings {
		found := &t.results.Findings[i]
		if !inconclusive(found) {
			continue
		}
		for _, missing := range missingOf(found) {
			group := byNeed[missing.Needed]
			if group == nil {
				group = &want{needed: missing.Needed}
				byNeed[missing.Needed] = group
				wants = append(wants, group)
			}
			group.verdicts++
			resource := found.Resource
			id := identity{missing.Needed, resource.ID, resource.Type, missing.Pointer, missing.Reason}
			known := facts[id]
			if known == nil {
				known = &fact{resource: resource, missing: missing, place: cmp.Or(missing.Location, found.Location)}
				facts[id] = known
				group.facts = append(group.facts, known)
			}
			if !slices.Contains(known.rules, found.Rule) {
				known.rules = append(known.rules, found.Rule)
			}
		}
	}
	slices.SortStableFunc(wants, func(a, b *want) int {
		return cmp.Or(cmp.Compare(b.verdicts, a.verdicts), cmp.Compare(a.needed, b.needed))
	})
	return wants
}

// missingOf are the facts that a finding lacks; one that names none lacks its message.
func missingOf(found *finding.Finding) []finding.Missing {
	if len(found.Missing) > 0 {
		return found.Missing
	}
	return []finding.Missing{{Pointer: cmp.Or(found.Pointer, "/"), Reason: found.Message}}
}

// factOf is a missing fact by its pointer; nothing is known where that is of the whole.
func factOf(missing finding.Missing) string { return cmp.Or(missing.Pointer, "the whole of it") }
