// Package ask asks package access what the policies of a snapshot permit, and writes the answers
// beside the role, the key, the bucket or the file that they are of: whether Pinecone can assume
// a role, use a key and write its logs, what stops it, and who else can.
package ask

import (
	"slices"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// CMEKRole is how the names of the roles begin with which Pinecone uses a customer's key:
// pinecone_cmek_access_<region> (guide "Configure customer-managed encryption keys",
// step 1).
const CMEKRole = "pinecone_cmek_access_"

// Options are what must be known of Pinecone to ask for it.
type Options struct {
	// Accounts are the numbers of the AWS accounts that Pinecone's S3 integrations come from.
	Accounts []string
	// Regions are the AWS regions that Pinecone has a role for customers' keys in.
	Regions []string
	// Questions are asked beside, for rules of one's own.
	Questions []Question
	// Now is when it is asked, for policies that hold from or until a time. Where it is the zero
	// time, these are left open.
	Now time.Time
}

// References follow what one declaration refers to in another.
type References interface {
	// Resolve is what a reference of a source leads to.
	Resolve(source, reference string) []*snapshot.Observation
	// Resource is what was observed, and nil where the snapshot does not have it.
	Resource(observation *snapshot.Observation) *snapshot.Resource
	// Unsettled says why nobody knows whether one thing refers to another that it names at a
	// JSON pointer; it is empty where that is known.
	Unsettled(from *snapshot.Observation, pointer string, to *snapshot.Observation) string
}

// asker asks what policies permit. It reads each policy once.
type asker struct {
	options      Options
	references   References
	byID         map[string]*snapshot.Resource
	sources      []snapshot.Source
	organization *snapshot.Resource
	names        naming
	documents    map[string]*document
	// aliased are the keys by their aliases, once somebody asked.
	aliased map[string][]*snapshot.Resource
	// projects are the names of the projects of registered keys, by external id.
	projects map[string][]string
	// withheld says that an answer rests on what a service withheld and somebody declares;
	// strict that none may.
	withheld, strict bool
}

// All gives every resource with a purpose that policies matter for its answers. The resources
// are linked, and sources are what was read.
func All(resources []*snapshot.Resource, sources []snapshot.Source, references References, options Options) {
	if !slices.ContainsFunc(resources, hasPolicies) {
		return
	}
	a := &asker{
		options: options, references: references, byID: map[string]*snapshot.Resource{}, sources: sources,
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
		return resource.Serves("cmek") || resource.Serves("cmek_key") || resource.Serves("audit_logs")
	case "aws_s3_bucket":
		return resource.Serves("audit_logs")
	default:
		return false
	}
}

// register notes whose external id a registered key has.
func (a *asker) register(key *snapshot.Resource) {
	id, project := snapshot.Text(key.Values, "external_id"), snapshot.Text(key.Values, "project")
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
		if resource.Serves("cmek_key") {
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
	for _, id := range resource.Links[relation] {
		if other := a.byID[id]; other != nil {
			all = append(all, other)
		}
	}
	return all
}
