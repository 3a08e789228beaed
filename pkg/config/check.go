package config

import (
	"maps"
	"slices"
)

// check finds what the types alone cannot: names that stand twice, globs that are none.
// It drops the waivers that lack something: they must not excuse anything.
func (d *decoder) check() {
	unique(d, "/projects", "project", d.file.Projects, func(project Project) string { return project.Name })
	for i := range d.file.Projects {
		project, at := &d.file.Projects[i], element("/projects", i)
		unique(d, at+"/indexes", "index", project.Indexes, func(index Index) string { return index.Name })
		unique(d, at+"/workloads", "workload", project.Workloads, func(workload Workload) string { return workload.Name })
		unique(d, at+"/cmek/keys", "key", project.CMEK.Keys, func(key Key) string { return key.Name })
		unique(d, at+"/private_endpoints/endpoints", "endpoint", project.PrivateEndpoints.Endpoints,
			func(endpoint string) string { return endpoint })
	}
	d.globs(&d.file.Lint)
	for _, waiver := range d.file.Waivers {
		d.glob(waiver.Pointer+"/rule", waiver.Rule)
		d.glob(waiver.Pointer+"/resource", waiver.Resource)
	}
	d.file.Waivers = slices.DeleteFunc(d.file.Waivers, func(waiver Waiver) bool { return !waiver.complete() })
}

// unique says which elements of a list have the name of an earlier one. What things are
// called joins them with what other sources saw, so that each name can stand once.
func unique[T any](d *decoder, pointer, kind string, list []T, name func(T) string) {
	first := map[string]int{}
	for i, thing := range list {
		called := name(thing)
		if called == "" {
			continue
		}
		if before, twice := first[called]; twice {
			d.problem(d.file.spans[element(pointer, i)], "%s is the %s %s again, which %s declares: merge the two",
				readable(element(pointer, i)), kind, show(called), readable(element(pointer, before)))
			continue
		}
		first[called] = i
	}
}

func (d *decoder) globs(lint *Lint) {
	for _, glob := range slices.Sorted(maps.Keys(lint.Rules)) {
		d.glob(child("/lint/rules", glob), glob)
	}
}

func (d *decoder) glob(pointer, glob string) {
	if fault := globFault(glob); fault != "" {
		d.problem(d.file.spans[pointer], "%s %s", readable(pointer), fault)
	}
}
