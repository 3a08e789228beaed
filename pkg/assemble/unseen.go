package assemble

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// unseen tells of what Pinecone uses, Terraform declares, and a reading of AWS did not
// show: what its declaration says of it acquits nobody.
func unseen(resources []*snapshot.Resource) []snapshot.Problem {
	if !slices.ContainsFunc(resources, shownByAWS) {
		return nil
	}
	var problems []snapshot.Problem
	for _, resource := range resources {
		if !isUnseen(resource) {
			continue
		}
		problem := snapshot.Problem{Kind: snapshot.Gap, Message: fmt.Sprintf(
			"%s %q was not found in AWS: it is not there, or nothing that was read tells its id (a state with --plan does)",
			resource.Type, resource.Name)}
		declared := slices.IndexFunc(resource.Observations, isDeclaration)
		if at, ok := resource.Observations[declared].Locations.Get(""); ok {
			problem.Location = &at.Location
		}
		problems = append(problems, problem)
	}
	return problems
}

func isUnseen(resource *snapshot.Resource) bool {
	used := strings.HasPrefix(resource.Type, "aws_") && len(resource.Purposes) > 0
	return used && slices.ContainsFunc(resource.Observations, isDeclaration) && !shownByAWS(resource)
}

func shownByAWS(resource *snapshot.Resource) bool {
	return slices.ContainsFunc(resource.Observations, func(o *snapshot.Observation) bool {
		return strings.HasPrefix(o.Source, "aws.")
	})
}
