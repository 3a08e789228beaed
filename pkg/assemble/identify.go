package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// identify groups observations of one thing and merges each group. It returns the
// resources and, for each observation, its resource.
//
// Identity is what the platform says: an ARN or id, a project's id or name, an index's
// name in its project, a Terraform address in its root module.
func identify(
	observations []*snapshot.Observation, homes *homes, types snapshot.Types,
) ([]*snapshot.Resource, map[*snapshot.Observation]*snapshot.Resource) {
	groups := newGroups(len(observations))
	for i, observation := range observations {
		for _, key := range homes.keys(observation) {
			groups.join(i, observation.Type+"\x00"+key)
		}
	}
	members := map[int][]*snapshot.Observation{}
	var order []int
	for i, observation := range observations {
		root := groups.find(i)
		if members[root] == nil {
			order = append(order, root)
		}
		members[root] = append(members[root], observation)
	}
	resources := make([]*snapshot.Resource, 0, len(order))
	of := make(map[*snapshot.Observation]*snapshot.Resource, len(observations))
	taken := map[string]int{}
	for _, root := range order {
		resource := merge(members[root], types[observations[root].Type])
		resource.ID, resource.Name = homes.identity(resource)
		resource.Formerly = formerly(resource)
		if taken[resource.ID]++; taken[resource.ID] > 1 {
			resource.ID = fmt.Sprintf("%s#%d", resource.ID, taken[resource.ID])
		}
		resources = append(resources, resource)
		for _, observation := range members[root] {
			of[observation] = resource
		}
	}
	return resources, of
}

// scope is the root module or file that an observation's address counts in: a plan that
// was matched with a root module shares its scope.
func scope(observation *snapshot.Observation) string {
	source := observation.Source
	if observation.DeclaredBy != "" {
		source = observation.DeclaredBy
	}
	return strings.TrimPrefix(source, "terraform ")
}

// identity is a resource's id and name. The id prefers what stays when more sources are
// read: names that people gave, then Terraform addresses, then ids that AWS gave.
func (h *homes) identity(resource *snapshot.Resource) (id, name string) {
	declared := slices.MinFunc(resource.Observations, func(a, b *snapshot.Observation) int {
		return cmp.Compare(lasting(a), lasting(b))
	})
	name = snapshot.Text(resource.Values, "name", "file", "path", "arn", "id")
	path := scope(declared) + "/" + declared.Address
	if strings.HasPrefix(declared.Address, "arn:") {
		path = declared.Address
	}
	switch resource.Type {
	case "pinecone_index":
		switch {
		case h.twins.has(declared, h.uniqueName(declared)):
			path = scope(declared) + "/" + name
		case name != "":
			path = h.place(declared) + "/" + name
		}
	case "pinecone_organization":
		name = cmp.Or(name, "organization") // there is but one
		path = name
	case "pinecone_project":
		path = cmp.Or(h.homeOf(declared), name, path)
	case "pinecone_cmek_key", "pinecone_workload":
		path = join2(snapshot.Text(resource.Values, "project"), name, declared.Address)
	case "pinecone_private_endpoint":
		name = snapshot.Text(resource.Values, "endpoint")
		path = join2(snapshot.Text(resource.Values, "project"), name, declared.Address)
	case "repository_secret", "client_exposure", "policy_document", "sso_certificate", "prometheus_scrape", "metric_query":
		path = declared.Address
	case "ci_job", "ignore_comment", "pinecone_call", "pinecone_client", "pinecone_sdk", "pinecone_host":
		path, name = declared.Address, declared.Address
	default:
		if isCode(declared.Source) {
			name = declared.Address
		}
	}
	if name == "" {
		name = declared.Address
	}
	return resource.Type + "/" + path, name
}

// lasting is lowest for the observation whose address stays when more is read.
func lasting(observation *snapshot.Observation) int {
	switch {
	case snapshot.Tool(observation.Source) != "":
		return 0
	case isLive(observation):
		return 2
	default:
		return 1
	}
}

func join2(project, name, address string) string {
	if name == "" {
		return project + address
	}
	return project + "/" + name
}
