package aws

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// hand gives everything to the sink: what was seen as one unit, since a role and its key
// may be of two accounts, and a source for each scope.
func (c *collector) hand(sink collect.Sink) {
	notes := c.settle()
	sources := map[*scope]*snapshot.Source{}
	answers := map[*scope]int{}
	var unit []*snapshot.Observation
	for _, r := range c.readings {
		source := sources[r.scope]
		if source == nil {
			source = &snapshot.Source{
				ID: r.scope.id(), Holds: r.scope.holds, Counts: map[string]int{},
				Account: r.scope.account.id, Region: r.scope.region,
			}
			sources[r.scope] = source
		}
		for _, o := range r.finish(c.options.Types) {
			source.Counts[o.Type]++
			unit = append(unit, o)
		}
		source.Counts["calls"] += r.calls
		if r.refusals > 0 {
			source.Counts["refused"] += r.refusals
		}
		answers[r.scope] += r.answers
		source.Problems = append(append(source.Problems, r.problems...), notes[r]...)
		source.Absent = append(source.Absent, r.lacks()...)
		state(source, r)
	}
	if len(unit) > 0 {
		sink.Observe(unit)
	}
	all := slices.Clone(c.sources)
	for scope, source := range sources {
		conclude(scope, source, answers[scope])
		slices.SortFunc(source.Absent, func(a, b snapshot.Absence) int {
			return cmp.Or(strings.Compare(a.Type, b.Type), strings.Compare(a.Name, b.Name))
		})
		all = append(all, *source)
	}
	slices.SortFunc(all, func(a, b snapshot.Source) int { return strings.Compare(a.ID, b.ID) })
	for _, source := range all {
		sink.Report(source)
	}
}

// lacks are the things that were asked for and are not in the scope.
func (r *reading) lacks() []snapshot.Absence {
	if r.target.kind == "" || r.outcome != missing {
		return r.absent
	}
	return append(r.absent, snapshot.Absence{Type: r.target.kind, Name: r.target.name, Call: r.call})
}

// state adds what a reading missed to its source.
func state(source *snapshot.Source, r *reading) {
	for _, why := range r.faults {
		source.Status = snapshot.Partial
		if why.permission != "" {
			source.Refuse(why.permission, grant(why.permission))
		}
		if why.permission != "" && !slices.Contains(strings.Split(source.Permission, ", "), why.permission) {
			source.Permission = strings.TrimPrefix(source.Permission+", "+why.permission, ", ")
		}
		if why.kind == shut || why.kind == barred || source.Reason == "" {
			source.Reason = why.clause
		}
	}
}

// conclude says how a source did in all.
func conclude(s *scope, source *snapshot.Source, answers int) {
	switch {
	case source.Status == "":
		source.Status = snapshot.Complete
	case answers == 0:
		source.Status = snapshot.Failed
	}
	if source.Permission != "" {
		source.Reason = "a permission is missing"
	}
	if why := s.closed(); why != nil && source.Status != snapshot.Complete {
		source.Reason = why.clause
		source.Problems = append(source.Problems, snapshot.Problem{
			Kind: snapshot.Gap, Message: "not everything of " + source.ID + " was read: " + why.clause,
		})
	}
}

// settle decides what became of the things that were looked for in several places: where
// one was found, what other places said of it does not matter; where none has it, that is
// said once.
func (c *collector) settle() map[*reading][]snapshot.Problem {
	byTarget := map[target][]*reading{}
	var order []target
	for _, r := range c.readings {
		if r.target.kind == "" {
			continue
		}
		if byTarget[r.target] == nil {
			order = append(order, r.target)
		}
		byTarget[r.target] = append(byTarget[r.target], r)
	}
	notes := map[*reading][]snapshot.Problem{}
	for _, target := range order {
		tried := byTarget[target]
		switch {
		case slices.ContainsFunc(tried, func(r *reading) bool { return r.outcome == found }):
			for _, r := range tried {
				if r.outcome != found {
					r.faults, r.problems = nil, nil
				}
			}
		case !slices.ContainsFunc(tried, func(r *reading) bool { return r.outcome != missing }):
			notes[tried[0]] = []snapshot.Problem{{Kind: snapshot.Gap, Message: fmt.Sprintf(
				"%s is not there (looked for in %s)", tried[0].what, places(tried))}}
		}
	}
	return notes
}

// places names where something was looked for.
func places(tried []*reading) string {
	var names []string
	for _, r := range tried {
		name := "account " + r.scope.account.label()
		if r.scope.region != "" {
			name += " " + r.scope.region
		}
		names = append(names, name)
	}
	slices.SortFunc(names, cmp.Compare[string])
	return strings.Join(slices.Compact(names), ", ")
}
