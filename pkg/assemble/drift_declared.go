package assemble

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// declared says of what a service shows and nothing declares whether that is certain; nil for
// what nobody has to declare. What a plan deletes was declared, and what Terraform reads is
// declared elsewhere.
func (d *drifting) declared(resource *snapshot.Resource) *snapshot.Sight {
	if !d.isManaged(resource) || slices.ContainsFunc(resource.Observations, isDeclaration) {
		return nil
	}
	if d.isMentioned(resource) {
		return &snapshot.Sight{State: snapshot.Seen}
	}
	for _, file := range d.files {
		if file.Status != snapshot.Complete && mayDeclare(file, resource.Type) {
			return unclear("may be declared: " + file.ID + " was not read completely")
		}
	}
	if other := d.candidate(d.declaredOnly, resource); other != nil {
		return unclear(fmt.Sprintf("may be what %q declares, as nothing tells them apart", other.Name))
	}
	_, live := sides(resource)
	return &snapshot.Sight{State: snapshot.Missing, Reason: "is declared nowhere", By: &snapshot.Shown{
		Source: live[0].Source, Address: live[0].Address, Value: resource.Name, Call: live[0].Call,
	}}
}

func mayDeclare(source snapshot.Source, kind string) bool {
	return strings.HasPrefix(source.ID, "manifest ") || slices.ContainsFunc(source.Holds, func(pattern string) bool {
		prefix, wild := strings.CutSuffix(pattern, "*")
		return pattern == kind || wild && strings.HasPrefix(kind, prefix)
	})
}

// isManaged says whether a thing is one that declarations are kept of: it is in a project
// that is declared, or, where it is in none, others of its type are declared. Of AWS that
// counts which Pinecone uses.
func (d *drifting) isManaged(resource *snapshot.Resource) bool {
	switch resource.Type {
	case "pinecone_index", "pinecone_api_key":
		if state, _ := snapshot.Lookup(resource.Values, "/status/state"); state == "Terminating" {
			return false // somebody deletes it already
		}
		return slices.ContainsFunc(d.linked(resource, "project"), isDeclaredThing)
	case "pinecone_service_account":
		return d.managed[resource.Type]
	case "pinecone_role_binding":
		// A key has one for each of its roles, and who is invited none that stays.
		kind := snapshot.Text(resource.Values, "principal_type")
		return d.managed[resource.Type] && kind != "api_key" && kind != "invite"
	case "aws_kms_key":
		// The manifest has no keys but those for CMEK: a bucket's is declared in code.
		return d.managing && (resource.Serves("cmek") ||
			len(resource.Purposes) > 0 && slices.ContainsFunc(d.files, func(file snapshot.Source) bool {
				return isCode(file.ID) && mayDeclare(file, resource.Type)
			}))
	case "aws_iam_role", "aws_vpc_endpoint", "aws_s3_bucket":
		return d.managing && len(resource.Purposes) > 0
	default:
		return false
	}
}

// isMentioned says whether the manifest names a thing without declaring it as such: a key by
// the workload that uses it, a role by the registration that it is for.
func (d *drifting) isMentioned(resource *snapshot.Resource) bool {
	for _, relation := range []string{"workloads", "cmek_keys", "private_endpoints", "organizations"} {
		if slices.ContainsFunc(d.linked(resource, relation), isDeclaredThing) {
			return true
		}
	}
	for _, project := range d.linked(resource, "project") {
		key, _ := snapshot.Lookup(project.Values, "/monitoring/api_key")
		if resource.Type == "pinecone_api_key" && key == resource.Name {
			return true
		}
		if resource.Type == "pinecone_role_binding" && d.isAdmin(snapshot.Text(resource.Values, "principal_id"), project) {
			return true
		}
	}
	return false
}

func isDeclaredThing(resource *snapshot.Resource) bool {
	declared, _ := sides(resource)
	return len(declared) > 0
}

func (d *drifting) linked(resource *snapshot.Resource, relation string) []*snapshot.Resource {
	var all []*snapshot.Resource
	eachLinked(resource, relation, d.byID, func(other *snapshot.Resource) { all = append(all, other) })
	return all
}

// isAdmin says whether a user is one of those that the manifest lets administer a project.
func (d *drifting) isAdmin(principal string, project *snapshot.Resource) bool {
	admins := snapshot.Texts(project.Values["admins"])
	return slices.ContainsFunc(d.graph.byValue["pinecone_user\x00"+principal], func(user *snapshot.Observation) bool {
		return slices.Contains(admins, snapshot.Text(user.Values, "email"))
	})
}
