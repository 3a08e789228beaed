package assemble

import (
	"fmt"
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// withoutForeigners takes out what audit logs have of other organizations, which deliver to the
// same bucket, and tells of it. No document says that the logs call an organization by the id
// that the Admin API has: where they nowhere do, nothing tells whose an event is.
func withoutForeigners(
	resources []*snapshot.Resource, of map[*snapshot.Observation]*snapshot.Resource,
) ([]*snapshot.Resource, []snapshot.Problem) {
	id := ""
	for _, resource := range resources {
		if resource.Type == "pinecone_organization" {
			id = snapshot.Text(resource.Values, "id")
		}
	}
	isOurs := func(resource *snapshot.Resource) bool { return slices.Contains(homesOf(resource), id) }
	if id == "" || !slices.ContainsFunc(resources, isOurs) {
		return resources, nil
	}
	taken := map[string]int{}
	kept := slices.DeleteFunc(slices.Clone(resources), func(resource *snapshot.Resource) bool {
		if len(homesOf(resource)) == 0 || isOurs(resource) {
			return false
		}
		taken[resource.Type]++
		for _, observation := range resource.Observations {
			delete(of, observation)
		}
		return true
	})
	if len(taken) == 0 {
		return resources, nil
	}
	return kept, []snapshot.Problem{{Kind: snapshot.Notice, Message: fmt.Sprintf(
		"events (%d) and principals (%d) of the audit logs are of other organizations, and are not judged",
		taken["pinecone_audit_event"], taken["pinecone_audit_principal"])}}
}

// homesOf are the ids of the organizations that an event happened in, or a principal acted in.
func homesOf(resource *snapshot.Resource) []string {
	switch resource.Type {
	case "pinecone_audit_event":
		return snapshot.Texts(resource.Values["organization_id"])
	case "pinecone_audit_principal":
		return snapshot.Texts(resource.Values["organization_ids"])
	default:
		return nil
	}
}
