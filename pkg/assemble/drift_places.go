package assemble

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// whereabouts know where the things of a root module are that have one configuration of their
// provider: where services show those of them that they show.
type whereabouts struct {
	accounts, regions, projects map[string]map[string]bool
}

func newWhereabouts() whereabouts {
	return whereabouts{map[string]map[string]bool{}, map[string]map[string]bool{}, map[string]map[string]bool{}}
}

func (w whereabouts) learn(declared, live []*snapshot.Observation) {
	for _, o := range declared {
		if snapshot.Tool(o.Source) == "" || o.Type == "aws_s3_bucket" { // which any account may show
			continue
		}
		for _, shown := range live {
			if shown.Call == nil {
				continue
			}
			note(w.accounts, configuration(o), shown.Call.Account)
			note(w.regions, configuration(o), shown.Call.Region)
			if o.Type == "pinecone_index" {
				note(w.projects, configuration(o), shown.Call.Account)
			}
		}
	}
}

func note(all map[string]map[string]bool, key, value string) {
	if all[key] == nil {
		all[key] = map[string]bool{}
	}
	if value != "" || strings.HasPrefix(key, "pinecone ") {
		all[key][value] = true
	}
}

// configuration names a provider's configuration in a root module.
func configuration(o *snapshot.Observation) string {
	provider, _, _ := strings.Cut(o.Type, "_")
	return provider + " " + scope(o) + " " + strings.Join(o.References["/provider"], " ")
}

// only is where all of a configuration's things are that were shown, if it is one place.
func only(all map[string]map[string]bool, declared []*snapshot.Observation) (string, bool) {
	for _, o := range declared {
		if found := all[configuration(o)]; len(found) == 1 && snapshot.Tool(o.Source) != "" {
			return slices.Collect(maps.Keys(found))[0], true
		}
	}
	return "", false
}

// pool has resources by type and by what people call them.
type pool map[string]map[string][]*snapshot.Resource

func (p pool) add(resource *snapshot.Resource) {
	if p[resource.Type] == nil {
		p[resource.Type] = map[string][]*snapshot.Resource{}
	}
	name := snapshot.Text(resource.Values, called(resource.Type))
	p[resource.Type][name] = append(p[resource.Type][name], resource)
}

// called is the attribute by which people tell one of a type from another.
func called(kind string) string {
	switch kind {
	case "pinecone_role_binding":
		return "principal_id"
	case "aws_kms_key":
		return "arn"
	case "aws_vpc_endpoint":
		return "service_name"
	case "aws_s3_bucket":
		return "bucket"
	default:
		return "name"
	}
}

// candidate is a resource of the pool that may be this one, as nothing tells them apart; nil
// where there is none.
func (d *drifting) candidate(in pool, of *snapshot.Resource) *snapshot.Resource {
	byName := in[of.Type]
	name := snapshot.Text(of.Values, called(of.Type))
	names := []string{name, ""}
	if name == "" {
		names = slices.Sorted(maps.Keys(byName))
	}
	for _, name := range names {
		for _, other := range byName[name] {
			if d.mayBe(of, other) {
				return other
			}
		}
	}
	return nil
}

// mayBe says whether nothing that is known of two resources of a type tells them apart.
func (d *drifting) mayBe(a, b *snapshot.Resource) bool {
	others := []string{"name", "vpc_id", "role", "resource_id", "principal_type", "region"}
	for _, name := range slices.Concat(identifiers[a.Type], others) {
		x, y := snapshot.Text(a.Values, name), snapshot.Text(b.Values, name)
		if x != "" && y != "" && x != y {
			return false
		}
	}
	x, y := d.linked(a, "project"), d.linked(b, "project")
	return len(x) == 0 || len(y) == 0 || slices.ContainsFunc(x, func(one *snapshot.Resource) bool {
		return slices.ContainsFunc(y, func(other *snapshot.Resource) bool { return one == other || d.mayBe(one, other) })
	})
}
