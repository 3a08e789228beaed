package assemble

import (
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// declaredProject is a project as the manifest and the service have it.
type declaredProject struct{ id, name, environment string }

// declaredProjects are those that anything but Terraform names, each once. Who says of one
// both id and name comes first: who has only one of them could not be told from another.
func declaredProjects(observations []*snapshot.Observation) []declaredProject {
	var named []declaredProject
	for _, observation := range observations {
		if observation.Type == "pinecone_project" && !isCode(observation.Source) {
			values := observation.Values
			named = append(named, declaredProject{
				snapshot.Text(values, "id"), snapshot.Text(values, "name"), snapshot.Text(values, "environment"),
			})
		}
	}
	slices.SortStableFunc(named, func(a, b declaredProject) int { return cmp.Compare(b.names(), a.names()) })
	var all []declaredProject
	for _, one := range named {
		at := slices.IndexFunc(all, func(known declaredProject) bool { return known.is(one.id) || known.is(one.name) })
		if at < 0 {
			at, all = len(all), append(all, declaredProject{})
		}
		known := &all[at]
		*known = declaredProject{
			cmp.Or(known.id, one.id), cmp.Or(known.name, one.name), cmp.Or(known.environment, one.environment),
		}
	}
	for i := range all {
		all[i].name = cmp.Or(all[i].name, all[i].id)
		all[i].environment = cmp.Or(all[i].environment, nameEnvironment(all[i].name))
	}
	return all
}

// names counts what a project is called.
func (p declaredProject) names() int {
	count := 0
	for _, name := range []string{p.id, p.name} {
		if name != "" {
			count++
		}
	}
	return count
}

// is says whether a project is called so.
func (p declaredProject) is(key string) bool { return key != "" && (p.id == key || p.name == key) }

// project is the one that is called so, or none.
func (h *homes) project(key string) declaredProject {
	for _, project := range h.projects {
		if project.is(key) {
			return project
		}
	}
	return declaredProject{}
}

// projectName is a declared project's name, given its id or its name.
func (h *homes) projectName(key string) string { return cmp.Or(h.project(key).name, key) }
