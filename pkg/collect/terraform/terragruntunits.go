package terraform

import (
	"bytes"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
)

// unit is what makes a root module one of Terragrunt's.
type unit struct {
	file string // its terragrunt.hcl
	// source is where it names the module that it runs, nowhere where that stands beside it.
	source span
	// beside says that configuration stands beside it that becomes part of the module.
	beside bool
}

// units are the root modules that Terragrunt runs, by the folder of the unit. Read are the
// files that make them what they are. Those of units that run a module which nobody can tell,
// or which is not here, are left out.
func (l *loader) findUnits(files []collect.File, loose *[]string, needles [][]byte) (
	units map[string]*plan, read map[string]bool,
) {
	units, read = map[string]*plan{}, map[string]bool{}
	candidates, parents := map[string]*candidate{}, map[string]bool{}
	for _, file := range files {
		if path.Base(file.Path) != unitFile {
			continue
		}
		found := l.candidate(file.Path)
		candidates[file.Path] = found
		for _, one := range found.config.resolve() {
			if one.config != nil && isBelow(found.at.path, path.Dir(one.config.path)) {
				parents[one.config.path] = true
			}
		}
	}
	open := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(candidates)) {
		found := candidates[name]
		made := l.decide(found, parents[name])
		for _, one := range found.config.root.configured {
			if made == nil && !parents[name] {
				open[one] = true
			}
			read[one] = read[one] || made != nil
		}
		if made != nil {
			units[made.path] = made
			l.gather(made, found, loose, needles)
		}
	}
	maps.DeleteFunc(read, func(name string, resolved bool) bool { return !resolved || open[name] })
	return units, read
}

// candidate is a file that may make a unit.
type candidate struct {
	at     *plan
	config *config
	// module is the folder of the module that it names, empty where it names none; known is
	// false where nobody can tell.
	module string
	known  bool
}

func (l *loader) candidate(name string) *candidate {
	at := &plan{path: path.Dir(name), unit: &unit{file: name}}
	r := &root{path: at.path, planned: at, loader: l, files: map[string]int{}}
	found := &candidate{at: at, config: r.config(name)}
	source, where := found.config.moduleSource()
	at.unit.source = where
	layers, _ := found.config.layers()
	for _, layer := range layers {
		for _, local := range layer.localNames() {
			layer.local(local) // which may read more files
		}
		at.states = at.states || layer.body.first("dependency") != nil
	}
	if source == nil {
		found.known = true
		return found
	}
	value, isKnown := text(source.force())
	value, _, _ = strings.Cut(value, "?")
	switch folder := source.origin().folder; {
	case !isKnown && folder != "":
		found.module, found.known = folder, true
	case isKnown && !strings.Contains(value, ":"): // which another repository or a registry has
		found.module, found.known = inScan(at.path, value)
	}
	return found
}

// decide makes a root module of what a file names; nil where that is none, or not known.
func (l *loader) decide(found *candidate, isParent bool) *plan {
	beside := l.plans[found.at.path]
	switch {
	case !found.known:
		return nil
	case found.module == "" || found.module == found.at.path:
		if beside == nil {
			return nil
		}
		beside.unit = found.at.unit
		beside.unit.source = span{}
		beside.states = beside.states || found.at.states
		return beside
	case isParent || l.known(found.module) == nil:
		return nil
	}
	module, made := l.known(found.module), found.at
	module.run = true
	made.module = found.module
	made.files, made.values = module.files, slices.Clone(module.values)
	if beside != nil {
		beside.run = true
		made.unit.beside = true
		made.files, made.calls = overlaid(module.files, beside.files), nil
	}
	return made
}

// known is a folder with configuration, also one outside of the part of the repository that is
// judged, in which nobody has looked for what matters; nil where there is none.
func (l *loader) known(at string) *plan {
	files := l.configuration(at)
	if l.plans[at] != nil || len(files) == 0 {
		return l.plans[at]
	}
	var values []string
	listed, _ := fs.ReadDir(l.tree.FS(), at) // which has just been read
	for _, item := range listed {
		if name := item.Name(); item.Type().IsRegular() && isValues(name) {
			values = append(values, path.Join(at, name))
		}
	}
	l.plans[at] = &plan{path: at, module: at, files: files, values: valueFiles(values), mentions: true}
	return l.plans[at]
}

// overlaid are files of which those beside a unit take the place of a module's.
func overlaid(below, above []string) []string {
	list := slices.DeleteFunc(slices.Clone(below), func(name string) bool {
		return slices.ContainsFunc(above, func(other string) bool { return path.Base(other) == path.Base(name) })
	})
	list = append(list, above...)
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(path.Base(a), path.Base(b)) })
	return list
}

// gather gives a unit the files of values that stand beside it, and looks whether what it hands
// on mentions what matters.
func (l *loader) gather(made *plan, found *candidate, loose *[]string, needles [][]byte) {
	var own []string
	if beside := l.plans[made.path]; beside != nil && beside != made {
		own = beside.values
	}
	names := slices.DeleteFunc(slices.Clone(*loose), func(name string) bool { return path.Dir(name) != made.path })
	own = append(slices.Clone(own), valueFiles(names)...)
	named, _ := found.config.valueFiles() // which is each run's, and no other's
	*loose = slices.DeleteFunc(*loose, func(name string) bool {
		return slices.Contains(own, name) || slices.Contains(named, name)
	})
	if len(own) > 0 {
		made.values = valueFiles(overlaid(made.values, own))
	}
	if made.unit.beside {
		own = append(own, l.plans[made.path].files...)
	}
	for _, name := range slices.Concat(found.config.root.configured, own) {
		data, _ := l.tree.Read(name) // what cannot be read, the loader tells
		mentions := func(needle []byte) bool { return bytes.Contains(data, needle) }
		made.mentions = made.mentions || slices.ContainsFunc(needles, mentions)
		if isConfiguration(name) {
			made.calls = append(made.calls, localCalls(made.module, data)...)
		}
	}
	made.calls = slices.DeleteFunc(made.calls, func(called string) bool { return l.plans[called] == nil })
}
