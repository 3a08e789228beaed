package terraform

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/pinelint/pinelint/pkg/collect"
)

// root is one root module while it is evaluated. It is used by one goroutine.
type root struct {
	// path is the folder of its configuration.
	path    string
	planned *plan
	loader  *loader
	// by is the root module that reads this one's state, where it is evaluated for that alone.
	by       *root
	others   map[*plan]*module // those whose states it reads
	inputs   map[string]*node  // values for its variables, by name
	vendored func() map[string]string
	problems problems
	depth    int
	steps    int
	modules  int             // instances, with the root module itself
	files    map[string]int  // the files of each folder that was evaluated
	taken    map[string]bool // the files that are read as parts of something else
	table    map[string]function.Function
	borrowed int // root modules that were evaluated for this one
	// handed is what Terragrunt hands to it, nil where Terragrunt does not run it; configs are the
	// files that are run or read for that, and configured all of them.
	handed     *config
	configs    map[string]*config
	configured []string
	unwritten  []unwritten
}

// module is one instance of a module in a root: the root module itself, or one per key
// of a call.
type module struct {
	root   *root
	folder *folder
	parent *module
	call   *callInstance // nil in the root module
	// address is empty, or ends without a dot: module.search["eu"].
	address string
	// key names the call in Terraform's module manifest: "search.index".
	key string
	// config is what has the module's locals, where it is no module but a file of Terragrunt's,
	// in which names hold beside them.
	config *config
	names  *binding

	variables map[string]*cell
	locals    map[string]*cell
	outputs   map[string]*cell
	resources map[string]*resource
	calls     map[string]*call
}

// cell is a value that is evaluated once, when it is first needed.
type cell struct {
	node    *node
	running bool
}

func newModule(r *root, f *folder) *module {
	return &module{
		root: r, folder: f,
		variables: map[string]*cell{}, locals: map[string]*cell{}, outputs: map[string]*cell{},
		resources: map[string]*resource{}, calls: map[string]*call{},
	}
}

// main is a root module before its evaluation, nil where it has no configuration. By is the
// root module that reads its state, if one does.
func (l *loader) main(at *plan, by *root) *module {
	r := &root{path: at.module, planned: at, loader: l, by: by, files: map[string]int{}}
	r.vendored = sync.OnceValue(func() map[string]string { return l.vendored(at.module) })
	top := r.top(at)
	if top == nil {
		return nil
	}
	r.count(top)
	main := newModule(r, top)
	main.assignInputs(at, l.options)
	return main
}

// count notes that a folder was evaluated, once more.
func (r *root) count(f *folder) {
	r.modules++
	r.files[f.path] = f.files
}

// scope is where the module's own expressions stand.
func (m *module) scope(file *source) *scope { return &scope{module: m, file: file, names: m.names} }

// once evaluates what a table holds under a name, and breaks cycles, of which it says what
// is in them.
func once(table map[string]*cell, name string, at span, what func() string, m *module, evaluate func() *node) *node {
	kept, ok := table[name]
	if !ok {
		kept = &cell{}
		table[name] = kept
	}
	switch {
	case kept.node != nil:
		return kept.node
	case kept.running:
		found := broken(at, "%s refers to itself: the cycle must be broken", what())
		m.root.problems.add(found)
		return unknown(&gap{at: at, reason: found.message})
	}
	kept.running = true
	kept.node = evaluate()
	kept.running = false
	return kept.node
}

func (m *module) local(sc *scope, name string, at hcl.Range) *node {
	definition, ok := m.folder.locals[name]
	if !ok {
		return sc.fail(at, "there is no local named %q", name)
	}
	what := func() string { return `local "` + name + `"` }
	return once(m.locals, name, definition.at, what, m, func() *node {
		return link(m.scope(definition.at.file).attribute(definition), definition.at, what())
	})
}

func (m *module) output(name string) *node {
	declared, ok := m.folder.byAddress["output."+name]
	if !ok {
		return nil
	}
	what := func() string { return `output "` + name + `" of ` + m.describe() }
	return once(m.outputs, name, declared.header, what, m, func() *node {
		value := declared.body.attribute("value")
		if value == nil {
			return known(cty.NullVal(cty.DynamicPseudoType))
		}
		passed := link(m.scope(value.at.file).attribute(value), value.at, what())
		passed.sensitive = m.scope(value.at.file).flag(&declared.body, "sensitive")
		return passed
	})
}

// lacks is a clause on an output that the module does not declare.
func (m *module) lacks(name string) string {
	var declared []string
	for _, output := range m.folder.outputs {
		declared = append(declared, collect.Quote(output.label(0)))
	}
	slices.Sort(declared)
	has := "has none"
	if len(declared) > 0 {
		has = "has " + strings.Join(declared[:min(len(declared), maxNamed)], ", ")
	}
	if len(declared) > maxNamed {
		has += fmt.Sprintf(" and %d others", len(declared)-maxNamed)
	}
	return fmt.Sprintf("%s has no output %s: it %s", m.describe(), collect.Quote(name), has)
}

// maxNamed is how many names a sentence lists.
const maxNamed = 10

// flag is a bool attribute that must be constant.
func (sc *scope) flag(b *body, name string) bool {
	item := b.attribute(name)
	if item == nil {
		return false
	}
	value, isKnown, ok := truth(sc.attribute(item).force())
	return ok && isKnown && value
}

func (m *module) describe() string {
	switch {
	case m.call == nil && m.root.by != nil:
		return "the root module " + collect.Quote(m.root.planned.path)
	case m.call == nil:
		return "the root module"
	}
	return `module "` + m.call.of.block.label(0) + `"`
}

// prefix is what the address of everything in the module begins with.
func (m *module) prefix() string {
	if m.address == "" {
		return ""
	}
	return m.address + "."
}

// relativePath is the module's folder as Terraform gives it: relative to the root
// module's.
func (m *module) relativePath() string {
	relative, err := filepath.Rel(filepath.FromSlash(m.root.path), filepath.FromSlash(m.folder.path))
	if err != nil {
		return m.folder.path
	}
	return filepath.ToSlash(relative)
}

// inScan joins a path that a configuration names to the folder that it is relative to;
// false where it leaves the scanned folder.
func inScan(folder, relative string) (string, bool) {
	joined := path.Join(folder, relative)
	return joined, !path.IsAbs(relative) && joined != ".." && !strings.HasPrefix(joined, "../")
}
