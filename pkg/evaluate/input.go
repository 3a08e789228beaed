package evaluate

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// batch is a part of a snapshot: resources to judge, and beside them what they are linked to.
type batch struct {
	judged map[string][]*snapshot.Resource
	linked []*snapshot.Resource
}

// batches divides the resources of some types. A snapshot that fits into one batch is
// judged as it is; in a larger one, a batch has what is linked to each other, so that little
// has to stand in several.
func batches(evidence *snapshot.Snapshot, types []string, size int) []batch {
	total := 0
	for _, resources := range evidence.Resources {
		total += len(resources)
	}
	if total <= size {
		return []batch{{judged: evidence.Resources}}
	}
	index := byID(evidence)
	var all []batch
	for part := range slices.Chunk(together(evidence, types, index), size) {
		judged := map[string][]*snapshot.Resource{}
		for _, resource := range part {
			judged[resource.Type] = append(judged[resource.Type], resource)
		}
		all = append(all, batch{judged: judged, linked: neighbours(part, index)})
	}
	return all
}

// together are the resources of some types, each behind what it was reached from along links.
func together(
	evidence *snapshot.Snapshot, types []string, index map[string]*snapshot.Resource,
) []*snapshot.Resource {
	var order []*snapshot.Resource
	seen := make(map[*snapshot.Resource]bool, len(index))
	var open []*snapshot.Resource
	for _, name := range types {
		for _, first := range evidence.Resources[name] {
			for open = append(open, first); len(open) > 0; {
				resource := open[len(open)-1]
				open = open[:len(open)-1]
				if seen[resource] {
					continue
				}
				seen[resource] = true
				if slices.Contains(types, resource.Type) {
					order = append(order, resource)
				}
				for _, relation := range slices.Sorted(maps.Keys(resource.Links)) {
					for _, id := range resource.Links[relation] {
						if other, ok := index[id]; ok && !seen[other] {
							open = append(open, other)
						}
					}
				}
			}
		}
	}
	return order
}

func byID(evidence *snapshot.Snapshot) map[string]*snapshot.Resource {
	index := map[string]*snapshot.Resource{}
	for _, resources := range evidence.Resources {
		for _, resource := range resources {
			index[resource.ID] = resource
		}
	}
	return index
}

// neighbours are what some resources link to, and what those link to, without the
// resources themselves, sorted by id.
func neighbours(part []*snapshot.Resource, index map[string]*snapshot.Resource) []*snapshot.Resource {
	found := map[string]*snapshot.Resource{}
	for _, resource := range part {
		for near := range related(resource, index) {
			found[near.ID] = near
			if crowded(resource.Type, near.Type) {
				for only := range soleBehind(near, index) {
					found[only.ID] = only
				}
				continue
			}
			for far := range related(near, index) {
				found[far.ID] = far
			}
		}
	}
	for _, resource := range part {
		delete(found, resource.ID)
	}
	linked := make([]*snapshot.Resource, 0, len(found))
	for _, id := range slices.Sorted(maps.Keys(found)) {
		linked = append(linked, found[id])
	}
	return linked
}

// crowded says whether a resource is one of very many that belong to another, so that
// what lies behind the other is left out: an index does not see the thousand other
// indexes of its project, or judging a project would cost their square.
func crowded(of, to string) bool {
	switch of {
	case "pinecone_index", "pinecone_api_key", "pinecone_workload":
		return to == "pinecone_project"
	case "metric_query", "datadog_monitor":
		return to == "pinecone_project" || to == "prometheus_scrape"
	case "pinecone_audit_event":
		return to == "pinecone_project" || to == "pinecone_index"
	case "pinecone_role_binding":
		return to == "pinecone_project" || to == "pinecone_organization"
	case "pinecone_user", "pinecone_invite":
		return to == "pinecone_organization"
	case "pinecone_project":
		return to == "pinecone_organization" || to == "prometheus_scrape"
	case "prometheus_scrape":
		return to == "metric_query"
	default:
		return false
	}
}

// soleBehind is what stands alone behind a resource that is crowded, and that much depends on: a
// project's organization with its plan, and where that keeps audit logs.
func soleBehind(
	resource *snapshot.Resource, index map[string]*snapshot.Resource,
) func(func(*snapshot.Resource) bool) {
	return func(yield func(*snapshot.Resource) bool) {
		for _, relation := range []string{"organization", "audit_bucket"} {
			for _, id := range resource.Links[relation] {
				if found, ok := index[id]; ok && !yield(found) {
					return
				}
			}
		}
	}
}

func related(resource *snapshot.Resource, index map[string]*snapshot.Resource) func(func(*snapshot.Resource) bool) {
	return func(yield func(*snapshot.Resource) bool) {
		for _, ids := range resource.Links {
			for _, id := range ids {
				if other, ok := index[id]; ok && !yield(other) {
					return
				}
			}
		}
	}
}

// input is the batch as rules see it: a snapshot without positions.
func (b batch) input() ast.Value {
	keys := newKeys()
	resources := ast.NewObject()
	for _, name := range slices.Sorted(maps.Keys(b.judged)) {
		resources.Insert(ast.InternedTerm(name), keys.list(b.judged[name]))
	}
	input := ast.NewObject([2]*ast.Term{ast.InternedTerm("resources"), ast.NewTerm(resources)})
	if len(b.linked) > 0 {
		linked := ast.NewObjectWithCapacity(len(b.linked))
		for _, resource := range b.linked {
			linked.Insert(ast.StringTerm(resource.ID), keys.resource(resource))
		}
		input.Insert(ast.InternedTerm("linked"), ast.NewTerm(linked))
	}
	return input
}
