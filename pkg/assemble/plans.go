package assemble

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// matchPlans finds the root module that each plan was made of, by the addresses and the
// values that both have, and points the plan's resources to it: from then on an address
// in the plan is the same address in the source. A plan that fits two root modules
// equally well is told and stays by itself.
func matchPlans(observations []*snapshot.Observation) []snapshot.Problem {
	plans, roots := map[string][]*snapshot.Observation{}, map[string]map[string]*snapshot.Observation{}
	for _, observation := range observations {
		switch {
		case strings.HasPrefix(observation.Source, "plan "):
			plans[observation.Source] = append(plans[observation.Source], observation)
		case snapshot.Tool(observation.Source) != "":
			if roots[observation.Source] == nil {
				roots[observation.Source] = map[string]*snapshot.Observation{}
			}
			roots[observation.Source][observation.Type+" "+observation.Address] = observation
		}
	}
	var problems []snapshot.Problem
	for _, plan := range slices.Sorted(maps.Keys(plans)) {
		best := closest(plans[plan], roots)
		switch len(best) {
		case 0:
		case 1:
			adopt(plans[plan], best[0], roots[best[0]])
		default:
			problems = append(problems, snapshot.Problem{
				Kind: snapshot.Notice,
				Message: fmt.Sprintf("%s fits %s equally well, so its findings point into the plan: "+
					"judge the folder of its root module",
					plan, strings.Join(best, " and ")),
			})
		}
	}
	return problems
}

// closest are the root modules with which a plan has most in common.
func closest(plan []*snapshot.Observation, roots map[string]map[string]*snapshot.Observation) []string {
	var best []string
	most := 0
	for _, root := range slices.Sorted(maps.Keys(roots)) {
		score := 0
		for _, planned := range plan {
			if written := roots[root][planned.Type+" "+planned.Address]; written != nil {
				score += 1000 + agreement(planned.Values, written.Values)
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
func adopt(plan []*snapshot.Observation, root string, written map[string]*snapshot.Observation) {
	for _, planned := range plan {
		if source := written[planned.Type+" "+planned.Address]; source != nil {
			planned.DeclaredBy = root
		}
	}
}
