package assemble

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// foreigners are what audit logs have of other organizations, which deliver to the same bucket.
// No document says that the logs call an organization by the id that the Admin API has: where
// they nowhere do, nothing tells whose an event is.
func foreigners(resources []*snapshot.Resource) map[*snapshot.Resource]bool {
	id := ""
	for _, resource := range resources {
		if resource.Type == "pinecone_organization" {
			id = first(resource.Values, "id")
		}
	}
	found, known := map[*snapshot.Resource]bool{}, false
	for _, resource := range resources {
		switch homes := homesOf(resource); {
		case slices.Contains(homes, id):
			known = true
		case len(homes) > 0:
			found[resource] = true
		}
	}
	if id == "" || !known {
		return nil
	}
	return found
}

// homesOf are the ids of the organizations that an event happened in, or a principal acted in.
func homesOf(resource *snapshot.Resource) []string {
	switch resource.Type {
	case "pinecone_audit_event":
		return stringsBelow(resource.Values["organization_id"])
	case "pinecone_audit_principal":
		return stringsBelow(resource.Values["organization_ids"])
	default:
		return nil
	}
}
