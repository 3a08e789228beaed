package assemble

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// matchPlans finds the root module that each plan was made of, by the addresses and the
// values that both have, and points the plan's resources to it: from then on an address
// in the plan is the same address in the source. A plan that fits two root modules
// equally well is told and stays by itself. What comes back has the instances of the plans
// in place of those that the source could not tell.
func matchPlans(observations []*snapshot.Observation) ([]*snapshot.Observation, []snapshot.Problem) {
	plans, roots := plansAndRoots(observations)
	var problems []snapshot.Problem
	for _, name := range slices.Sorted(maps.Keys(plans)) {
		one := newPlanOf(plans[name])
		best := one.closest(roots)
		switch len(best) {
		case 0:
		case 1:
			one.adopt(best[0], roots[best[0]])
		default:
			problems = append(problems, snapshot.Problem{
				Kind: snapshot.Notice,
				Message: fmt.Sprintf("%s fits %s equally well, so its findings point into the plan: "+
					"judge the folder of its root module",
					name, strings.Join(best, " and ")),
			})
		}
	}
	return withInstances(observations, roots), problems
}

// plansAndRoots are the resources of each plan, and what each root module declares.
func plansAndRoots(observations []*snapshot.Observation) (map[string][]*snapshot.Observation, map[string]declarations) {
	plans, roots := map[string][]*snapshot.Observation{}, map[string]declarations{}
	for _, observation := range observations {
		switch {
		case isPlan(observation.Source):
			plans[observation.Source] = append(plans[observation.Source], observation)
		case snapshot.Tool(observation.Source) != "":
			if _, ok := roots[observation.Source]; !ok {
				roots[observation.Source] = newDeclarations()
			}
			roots[observation.Source].add(observation)
		}
	}
	return plans, roots
}

// Declarations are those of resources of plans which no snapshot holds, by what was observed
// so far and by their likes in root modules: all of which are in further.
func (a *Assembler) Declarations(further []*snapshot.Observation) map[*snapshot.Observation]*snapshot.Observation {
	a.mu.Lock()
	all := slices.Concat(a.observations, further)
	a.mu.Unlock()
	plans, roots := plansAndRoots(all)
	found := map[*snapshot.Observation]*snapshot.Observation{}
	closest := map[string]string{}
	for name, resources := range plans {
		if best := newPlanOf(resources).closest(roots); len(best) == 1 {
			closest[name] = best[0]
		}
	}
	for _, one := range further {
		if root, ok := closest[one.Source]; ok {
			if written := newPlanOf(plans[one.Source]).written(one, roots[root]); written != nil {
				found[one] = written
			}
		}
	}
	return found
}

// declarations are what a root module declares.
type declarations struct {
	by map[string]*snapshot.Observation // type and address
	// some stand for instances that the source could not tell, by type and address without keys.
	some map[string][]*snapshot.Observation
	// instances are those that plans told, by what stood for them.
	instances map[*snapshot.Observation][]*snapshot.Observation
}

func newDeclarations() declarations {
	return declarations{
		by: map[string]*snapshot.Observation{}, some: map[string][]*snapshot.Observation{},
		instances: map[*snapshot.Observation][]*snapshot.Observation{},
	}
}

func (d declarations) add(o *snapshot.Observation) {
	d.by[o.Type+" "+o.Address] = o
	for _, address := range o.Formerly {
		if key := o.Type + " " + address; d.by[key] == nil {
			d.by[key] = o
		}
	}
	if strings.Contains(o.Address, snapshot.SomeInstance) {
		key := o.Type + " " + withoutKeys(o.Address)
		d.some[key] = append(d.some[key], o)
	}
}

// planOf is a plan or a state, and the addresses that it has.
type planOf struct {
	resources []*snapshot.Observation
	has       map[string]bool
}

func newPlanOf(resources []*snapshot.Observation) planOf {
	p := planOf{resources: resources, has: map[string]bool{}}
	for _, one := range resources {
		p.has[one.Type+" "+one.Address] = true
	}
	return p
}

// written is the declaration of a resource, nil where there is none. One that stands under
// another address is it only where the plan has nothing else under that: Terraform leaves
// where it is what it cannot move.
func (p planOf) written(one *snapshot.Observation, in declarations) *snapshot.Observation {
	for _, address := range append([]string{one.Address}, one.Formerly...) {
		found := in.by[one.Type+" "+address]
		if found != nil && (found.Address == one.Address || !p.has[found.Type+" "+found.Address]) {
			return found
		}
	}
	found, _ := in.standsFor(one)
	return found
}

// closest are the root modules with which a plan has most in common.
func (p planOf) closest(roots map[string]declarations) []string {
	var best []string
	most := 0
	for _, root := range slices.Sorted(maps.Keys(roots)) {
		score := 0
		for _, one := range p.resources {
			if written := p.written(one, roots[root]); written != nil {
				score += 1000 + agreement(one.Values, written.Values)
			}
		}
		switch {
		case score == 0 || score < most:
		case score == most:
			best = append(best, root)
		default:
			best, most = []string{root}, score
		}
	}
	return best
}

func agreement(a, b map[string]any) int {
	count := 0
	for key, value := range a {
		if text, ok := value.(string); ok && b[key] == text {
			count++
		}
	}
	return count
}

// adopt lets a plan's resources stand where the source declares them. A resource that
// only the plan has, one that it deletes, keeps its place in the plan.
func (p planOf) adopt(root string, declared declarations) {
	for _, one := range p.resources {
		written := p.written(one, declared)
		if written == nil {
			continue
		}
		if some, keys := declared.standsFor(one); written == some {
			written = declared.instance(some, one.Address, keys)
		}
		one.DeclaredBy = root
		if written.Address != one.Address {
			one.DeclaredAs = written.Address
		}
	}
}

// formerly are the ids that a resource had by the addresses that it had. One whose id has no
// address in it has none.
func formerly(resource *snapshot.Resource) []string {
	var ids []string
	for _, o := range resource.Observations {
		before, ok := strings.CutSuffix(resource.ID, "/"+cmp.Or(o.DeclaredAs, o.Address))
		if !ok {
			continue
		}
		for _, address := range o.Formerly {
			if id := before + "/" + address; !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}
