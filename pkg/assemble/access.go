package assemble

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// asker asks package access what policies permit, and writes the answers beside them. It
// reads each policy once.
type asker struct {
	options      Options
	byID         map[string]*snapshot.Resource
	graph        *graph
	of           map[*snapshot.Observation]*snapshot.Resource
	sources      []snapshot.Source
	organization *snapshot.Resource
	names        naming
	documents    map[string]*document
	// projects are the names of the projects of registered keys, by external id.
	projects map[string][]string
	// withheld says that an answer rests on what a service withheld and somebody declares;
	// strict that none may.
	withheld, strict bool
}

// askAll gives every resource with a purpose that policies matter for its answers.
func askAll(
	resources []*snapshot.Resource, of map[*snapshot.Observation]*snapshot.Resource, graph *graph,
	sources []snapshot.Source, options Options,
) {
	if !slices.ContainsFunc(resources, hasPolicies) {
		return
	}
	a := &asker{
		options: options, byID: map[string]*snapshot.Resource{}, graph: graph, of: of, sources: sources,
		documents: map[string]*document{}, projects: map[string][]string{},
	}
	for _, resource := range resources {
		a.byID[resource.ID] = resource
		switch resource.Type {
		case "pinecone_organization":
			a.organization = resource
		case "pinecone_cmek_key":
			a.register(resource)
		}
	}
	a.names = newNaming(a, resources)
	withheld := map[*snapshot.Resource]bool{}
	for _, resource := range resources {
		if hasPolicies(resource) {
			resource.Access = a.answers(resource)
			withheld[resource] = a.withheld
		}
	}
	a.strict, a.documents = true, map[string]*document{}
	for _, resource := range resources {
		if withheld[resource] {
			resource.Access.Shown = a.answers(resource)
		}
	}
}

func hasPolicies(resource *snapshot.Resource) bool {
	switch resource.Type {
	case "aws_iam_role", "aws_kms_key", "policy_document":
		return serves(resource, "cmek") || serves(resource, "cmek_key") || serves(resource, "audit_logs")
	case "aws_s3_bucket":
		return serves(resource, "audit_logs")
	default:
		return false
	}
}

func serves(resource *snapshot.Resource, name string) bool {
	return slices.Contains(resource.Purposes, name)
}

// register notes whose external id a registered key has.
func (a *asker) register(key *snapshot.Resource) {
	id, project := first(key.Values, "external_id"), first(key.Values, "project")
	if id != "" && project != "" && !slices.Contains(a.projects[id], project) {
		a.projects[id] = append(a.projects[id], project)
		slices.Sort(a.projects[id])
	}
}

func (a *asker) answers(resource *snapshot.Resource) *snapshot.Access {
	out := &snapshot.Access{}
	a.withheld = false
	switch resource.Type {
	case "aws_iam_role":
		trust := a.trust(resource, "/assume_role_policy", out)
		own := a.use(resource, out)
		a.ask(resource, trust, &own, out)
	case "policy_document":
		if serves(resource, "cmek_key") {
			a.ask(resource, a.key(resource, out), nil, out)
		} else {
			a.ask(resource, a.trust(resource, "/document", out), nil, out)
		}
	case "aws_kms_key":
		a.ask(resource, a.key(resource, out), nil, out)
	case "aws_s3_bucket":
		a.ask(resource, a.bucket(resource, out), nil, out)
	}
	return out
}

// rests notes that an answer rests on what stands at a pointer, and says whether that is
// only declared because a service withheld it, and counts.
func (a *asker) rests(resource *snapshot.Resource, pointer string) bool {
	declared := isWithheld(resource, pointer)
	a.withheld = a.withheld || declared
	return declared && !a.strict
}

// hides says whether what stands at a pointer does not count.
func (a *asker) hides(resource *snapshot.Resource, pointer string) bool {
	return a.strict && isWithheld(resource, pointer)
}

func isWithheld(resource *snapshot.Resource, pointer string) bool {
	return slices.ContainsFunc(resource.Withheld, func(at string) bool {
		return snapshot.Within(pointer, at) || snapshot.Within(at, pointer)
	})
}

// linked are the resources that one is linked to by a relation.
func (a *asker) linked(resource *snapshot.Resource, relation string) []*snapshot.Resource {
	var all []*snapshot.Resource
	eachLinked(resource, relation, a.byID, func(other *snapshot.Resource) { all = append(all, other) })
	return all
}
