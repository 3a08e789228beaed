package assemble

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// unseen tells of what Pinecone uses, Terraform declares, and a reading of AWS did not
// show: it is judged by its declaration alone.
func unseen(resources []*snapshot.Resource) []snapshot.Problem {
	ofAWS := func(o *snapshot.Observation) bool { return strings.HasPrefix(o.Source, "aws.") }
	read := slices.ContainsFunc(resources, func(resource *snapshot.Resource) bool {
		return slices.ContainsFunc(resource.Observations, ofAWS)
	})
	if !read {
		return nil
	}
	var problems []snapshot.Problem
	for _, resource := range resources {
		declared := slices.IndexFunc(resource.Observations, isDeclaration)
		used := strings.HasPrefix(resource.Type, "aws_") && len(resource.Purposes) > 0
		if !used || declared < 0 || slices.ContainsFunc(resource.Observations, ofAWS) {
			continue
		}
		problem := snapshot.Problem{Kind: snapshot.Gap, Message: fmt.Sprintf(
			"%s %q was not found in AWS: it is not there, or nothing that was read tells its id (a state with --plan does)",
			resource.Type, resource.Name)}
		if at, ok := resource.Observations[declared].Locations.Get(""); ok {
			problem.Location = &at.Location
		}
		problems = append(problems, problem)
	}
	return problems
}
