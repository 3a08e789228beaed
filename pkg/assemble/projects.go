package assemble

import (
	"cmp"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// declaredProject is a project as the manifest and the service have it.
type declaredProject struct{ id, name, environment string }

// declaredProjects are those that anything but Terraform names, each once.
func declaredProjects(observations []*snapshot.Observation) []declaredProject {
	var all []declaredProject
	for _, observation := range observations {
		if observation.Type != "pinecone_project" || isTerraform(observation.Source) {
			continue
		}
		one := declaredProject{
			first(observation.Values, "id"), first(observation.Values, "name"), first(observation.Values, "environment"),
		}
		at := 0
		for at < len(all) && !all[at].is(one.id) && !all[at].is(one.name) {
			at++
		}
		if at == len(all) {
			all = append(all, declaredProject{})
		}
		known := &all[at]
		*known = declaredProject{
			cmp.Or(known.id, one.id), cmp.Or(known.name, one.name), cmp.Or(known.environment, one.environment),
		}
	}
	for i := range all {
		all[i].name = cmp.Or(all[i].name, all[i].id)
	}
	return all
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
