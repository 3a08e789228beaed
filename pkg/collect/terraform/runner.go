package terraform

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// runner is a file that has another tool run modules. The tool sets their variables and
// keeps their state, which is not read.
type runner struct {
	file string
	kind *tool
}

// tool is what runs modules beside Terraform's own command.
type tool struct {
	name string
	// blocks are the kinds of blocks whose source is a module that is run.
	blocks []string
	// plans says that there are plans that can be read.
	plans bool
}

// toolOf is whose file it is, going by its name; nil where it is of none.
// https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/
// https://developer.hashicorp.com/terraform/language/stacks/reference/tfcomponent
func toolOf(base string) *tool {
	switch {
	case strings.HasSuffix(base, ".tfcomponent.hcl"), strings.HasSuffix(base, ".tfstack.hcl"):
		return &tool{name: "a Terraform stack", blocks: []string{"component"}}
	case base == unitFile, base == "terragrunt.stack.hcl":
		return &tool{name: "Terragrunt", blocks: []string{"terraform", "unit"}, plans: true}
	}
	return nil
}

// unitFile is the file that makes a folder one of Terragrunt's.
const unitFile = "terragrunt.hcl"

// quoted finds the texts of a file. Most runs meet none of the tools.
var quoted = lazyregexp.New(`"([^"\n]+)"`)

// findRunners finds the modules that other tools run: the units of Terragrunt, and where it is
// not known what a unit runs, and of stacks, the modules beside such a file, and those that a
// text in it names, as `source` does. It gives, by file, what runs a module that is not here
// and has to do with Pinecone.
func (l *loader) findRunners(loose *[]string, needles [][]byte) (
	units map[string]*plan, elsewhere map[string][]snapshot.Problem,
) {
	tree, plans := l.tree, l.plans
	files := tree.Glob(".hcl")
	if !slices.ContainsFunc(files, func(file collect.File) bool { return toolOf(path.Base(file.Path)) != nil }) {
		return nil, nil
	}
	units, read := l.findUnits(files, loose, needles)
	elsewhere = map[string][]snapshot.Problem{}
	for _, file := range files {
		dir, base := path.Split(file.Path)
		dir = path.Clean(dir)
		if read[file.Path] {
			continue
		}
		own := toolOf(base)
		by := &runner{file: file.Path, kind: own}
		if own == nil {
			if strings.Count(base, ".") > 1 {
				continue // Terraform's lock and tests, Packer's and Nomad's files
			}
			by.kind = toolOf(unitFile) // what units include may have any name
		}
		if base == unitFile {
			by.run(plans[dir])
		}
		data, _ := tree.Read(file.Path) // what cannot be read, the tree tells
		for _, match := range quoted().FindAllSubmatch(data, -1) {
			by.run(namedModules(plans, dir, string(match[1]))...)
		}
		if own != nil && plans[dir] == nil {
			elsewhere[file.Path] = by.elsewhere(&source{path: file.Path, data: data}, plans)
		}
	}
	return units, elsewhere
}

func (r *runner) run(modules ...*plan) {
	for _, found := range modules {
		if found != nil && found.runner == nil {
			found.runner = r
		}
	}
}

// elsewhere tells of modules of other repositories and of registries, where the file or its
// path speaks of Pinecone.
func (r *runner) elsewhere(file *source, plans map[string]*plan) []snapshot.Problem {
	speaks := bytes.ToLower(append([]byte(file.path), file.data...))
	if !bytes.Contains(speaks, []byte("pinecone")) || checkNesting(file.data) != nil {
		return nil
	}
	var found problems
	parsed, _ := parse(file) // what is wrong in it, the tool says
	for _, b := range parsed.blocks {
		from := b.body.attribute("source")
		if from == nil || !slices.Contains(r.kind.blocks, b.kind) || isHere(plans, path.Dir(file.path), from) {
			continue
		}
		message := fmt.Sprintf("%s runs a module from %s: what it holds is not read", r.kind.name, whence(from))
		if r.kind.plans {
			message += ", so judge its plan with --plan"
		}
		found.add(problem{kind: snapshot.Gap, at: from.at, message: message})
	}
	return found.snapshot()
}

// whence says where a module comes from that is not here.
func whence(from *attribute) string {
	value, diagnostics := from.expr.Value(nil)
	named, ok := text(value)
	switch {
	case diagnostics.HasErrors() || !ok:
		return "a source that is computed"
	case strings.HasPrefix(named, "tfr:"):
		return "a registry"
	case strings.HasPrefix(named, "."):
		return "a folder without configuration"
	}
	return origin(named)
}

// isHere says whether a source names a module of the tree, or may.
func isHere(plans map[string]*plan, dir string, from *attribute) bool {
	for _, match := range quoted().FindAllStringSubmatch(from.at.text(), -1) {
		if len(namedModules(plans, dir, match[1])) > 0 {
			return true
		}
	}
	return false
}

// namedModules are the modules that a source may mean. Of one with an interpolation, or of
// another repository that may be this one, only the end is known.
func namedModules(plans map[string]*plan, dir, source string) []*plan {
	source, _, _ = strings.Cut(source, "?")
	if strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") {
		at, inside := inScan(dir, source)
		if found := plans[at]; inside && found != nil {
			return []*plan{found}
		}
		return nil
	}
	end := max(strings.LastIndex(source, "}")+1, strings.LastIndex(source, "//"))
	if end <= 0 {
		return nil
	}
	tail := strings.TrimPrefix(path.Clean("/"+source[end:]), "/")
	var found []*plan
	for at, candidate := range plans {
		if tail != "" && (at == tail || strings.HasSuffix(at, "/"+tail)) {
			found = append(found, candidate)
		}
	}
	return found
}

// runsElsewhere is why a variable, or the backend, of a module that a tool runs is unknown.
func (p *plan) runsElsewhere(what string) *gap {
	why := &gap{reason: fmt.Sprintf("%s may set %s", collect.Quote(p.runner.file), what)}
	if p.runner.kind.plans {
		why.reason += ": judge a plan with --plan"
	} else {
		why.needed = "a live reading"
	}
	return why
}

func (p *plan) notice() []snapshot.Problem {
	if p.runner == nil {
		return nil
	}
	name := collect.Quote(p.runner.file)
	return []snapshot.Problem{{
		Kind:     snapshot.Notice,
		Message:  fmt.Sprintf("%s has %s run this module: what it sets is not read", name, p.runner.kind.name),
		Location: &snapshot.Location{File: p.runner.file},
	}}
}
