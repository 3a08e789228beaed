package terraform

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// written is a parsed file of Terragrunt's, which all units that read it share.
type written struct {
	path     string
	source   *source // nil where it cannot be read
	body     body
	problems []problem
	// why is set where not all of it could be read.
	why *gap
}

// written is a file of Terragrunt's, parsed once.
func (l *loader) written(name string) *written {
	l.mu.Lock()
	read, ok := l.parsed[name]
	if !ok {
		read = sync.OnceValue(func() *written { return l.parseWritten(name) })
		l.parsed[name] = read
	}
	l.mu.Unlock()
	return read()
}

func (l *loader) parseWritten(name string) *written {
	made := &written{path: name}
	sources, problems := l.read(path.Dir(name), []string{name})
	for _, file := range sources {
		if err := checkNesting(file.data); err != nil {
			problems = append(problems, broken(span{file: file}, "%s %v: it is not read", collect.Quote(name), err))
			break
		}
		parsed, diagnostics := parse(file)
		made.source, made.body = file, parsed
		for _, diagnostic := range diagnostics {
			if diagnostic.Severity == hcl.DiagError {
				problems = append(problems, fromDiagnostic(file, diagnostic))
				break // what follows is nearly always what the first mistake made of the rest
			}
		}
	}
	made.problems = problems
	if len(problems) > 0 {
		made.why = &gap{reason: collect.Quote(name) + " could not be read", at: problems[0].at, hidden: true}
	}
	return made
}

// config is a file of Terragrunt's as the unit sees it that is evaluated. Its module has no
// more than its locals and the names that hold in it.
type config struct {
	*written

	root   *root
	module *module
	// own is the folder of the file that is run or read, also within one that it includes:
	// most paths are relative to it.
	own string
	// by is what includes it; nil in what is run or read.
	by       *config
	resolved bool
	includes []*include
	cells    map[string]*cell
	none     *node // kept where there is no value
	whole    *node
	table    map[string]function.Function
}

// include is one include block, and what it leads to: nothing, with a gap, where that is not
// read.
type include struct {
	name     string
	header   span
	strategy string
	exposed  bool
	config   *config
	gap      *gap
}

// config is a file that is run, or that another reads, once however many read it.
func (r *root) config(name string) *config {
	made, ok := r.configs[name]
	if !ok {
		if r.configs == nil {
			r.configs = map[string]*config{}
		}
		made = r.newConfig(name, nil)
		r.configs[name] = made
	}
	return made
}

func (r *root) newConfig(name string, by *config) *config {
	c := &config{
		written: r.loader.written(name), root: r, by: by, own: path.Dir(name), cells: map[string]*cell{}, none: &node{},
	}
	if by != nil {
		c.own = by.own
	}
	r.configured = append(r.configured, name)
	for _, found := range c.problems {
		r.problems.add(found)
	}
	f := &folder{path: path.Dir(name), locals: map[string]*attribute{}}
	for _, b := range c.body.blocks {
		if b.kind == "locals" {
			for _, item := range b.body.attributes {
				f.addLocal(item, false)
			}
		}
	}
	for _, found := range f.problems {
		r.problems.add(found)
	}
	c.module = newModule(r, f)
	c.module.config = c
	c.module.names = c.names()
	return c
}

// names are those that hold in the file, beside its locals.
func (c *config) names() *binding {
	var names *binding
	bind := func(name string, to *node) { names = &binding{name: name, node: to, outer: names} }
	bind("include", &node{parts: &lazy{get: c.includedAs, names: c.includeNames, open: func() *gap { return c.why }}})
	bind("dependency", &node{parts: &lazy{get: c.dependency, names: c.dependencyNames, open: c.open}})
	bind("feature", unknown(&gap{reason: "a flag may be set where Terragrunt is run"}))
	for _, name := range []string{"values", "unit"} {
		bind(name, unknown(&gap{reason: "a stack sets the values of its units"}))
	}
	return names
}

func (c *config) scope(of *attribute) *scope { return c.module.scope(of.at.file) }

// attribute evaluates an attribute of a block in the file; nil where it has none.
func (c *config) attribute(b *body, name string) *node {
	item := b.attribute(name)
	if item == nil {
		return nil
	}
	return c.scope(item).attribute(item)
}

// resolve finds the files that this one includes, once.
func (c *config) resolve() []*include {
	if c.resolved {
		return c.includes
	}
	c.resolved = true
	for _, b := range c.body.blocks {
		if b.kind != "include" {
			continue
		}
		one := &include{name: b.label(0), header: b.header, strategy: "shallow"}
		if strategy := c.attribute(&b.body, "merge_strategy"); strategy != nil {
			one.strategy, _ = text(strategy.force())
		}
		one.exposed = c.module.scope(b.header.file).flag(&b.body, "expose")
		one.config, one.gap = c.include(b)
		if !slices.Contains([]string{"no_merge", "shallow", "deep"}, one.strategy) {
			one.gap = &gap{at: b.header, reason: "nobody can tell how this include is merged"}
		}
		c.includes = append(c.includes, one)
	}
	return c.includes
}

func (c *config) include(b *block) (*config, *gap) {
	item := b.body.attribute("path")
	var found problem
	switch {
	case item == nil:
		found = broken(b.header, "an include block needs a path")
	case c.by != nil:
		found = broken(b.header, "%s is included and includes another file, which Terragrunt refuses", collect.Quote(c.path))
	default:
		at, why := c.place(c.scope(item).attribute(item))
		switch {
		case why != nil:
			found = problem{snapshot.Gap, "what is included cannot be told, so what it sets is not read: " + why.reason, item.at}
		case !c.root.loader.isFile(at):
			found = broken(item.at, "there is no file %s to include", collect.Quote(at))
		case at == c.path:
			found = broken(item.at, "%s includes itself", collect.Quote(at))
		default:
			made := c.root.newConfig(at, c)
			if nested := made.resolve(); len(nested) > 0 {
				return made, nested[0].gap
			}
			return made, made.why
		}
	}
	c.root.problems.add(found)
	return nil, &gap{at: found.at, reason: found.message}
}

// merged are the includes whose content becomes that of the file, the weakest first.
func (c *config) merged() []*include {
	return slices.DeleteFunc(slices.Clone(c.resolve()), func(one *include) bool { return one.strategy == "no_merge" })
}

// layers are the file and what it merges, the strongest first, and why there may be more.
func (c *config) layers() ([]*config, *gap) {
	list, why := []*config{c}, c.why
	for _, one := range slices.Backward(c.merged()) {
		if one.gap != nil && why == nil {
			why = one.gap
		}
		if one.config != nil {
			list = append(list, one.config)
		}
	}
	return list, why
}

// open is why the file may have more than was read.
func (c *config) open() *gap {
	_, why := c.layers()
	return why
}

// place is the path, from the top of the scan, that a value names; a gap where there is none.
func (c *config) place(n *node) (string, *gap) {
	value, isKnown := text(n.force())
	switch at, inside := inScan(c.own, value); {
	case !isKnown && n.origin().folder != "":
		return n.origin().folder, nil
	case !isKnown:
		return "", n.orUnknown()
	case !inside:
		return "", &gap{reason: collect.Quote(value) + " is outside the scanned folder"}
	default:
		return at, nil
	}
}

func (l *loader) isFile(at string) bool {
	return collect.IsFile(l.tree.FS(), at)
}

// absolute is a path to what is at a place in the scan. What it begins with hangs on where the
// repository is.
func absolute(folder string, at span) *node {
	return &node{
		value: cty.UnknownVal(cty.String), folder: folder,
		gap: &gap{at: at, reason: "an absolute path hangs on where the repository is"},
	}
}

// node is the file as others see it that include or read it.
func (c *config) node() *node {
	if c.whole == nil {
		c.whole = &node{parts: &lazy{get: c.part, names: c.partNames, open: c.open}}
	}
	return c.whole
}

func (c *config) partNames() []string {
	names := []string{"locals", "inputs", "dependency"}
	for _, item := range c.body.attributes {
		names = append(names, item.name)
	}
	for _, kind := range []string{"terraform", "remote_state"} {
		if c.body.first(kind) != nil {
			names = append(names, kind)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (c *config) part(name string) *node {
	switch name {
	case "locals":
		return &node{parts: &lazy{get: c.local, names: c.localNames, open: func() *gap { return c.why }}}
	case "inputs":
		return c.inputs()
	case "dependency":
		return &node{parts: &lazy{get: c.dependency, names: c.dependencyNames, open: c.open}}
	}
	if item := c.body.attribute(name); item != nil {
		return c.scope(item).attribute(item)
	}
	if b := c.body.first(name); b != nil && name != "generate" {
		return placed{scope: c.module.scope(b.header.file), block: b}.node()
	}
	if why := c.open(); why != nil {
		return unknown(why)
	}
	if b := c.body.first(name); b != nil || len(c.merged()) > 0 {
		return unknown(&gap{reason: fmt.Sprintf("%q of %s is not followed", name, collect.Quote(c.path))})
	}
	return nil
}

func (c *config) localNames() []string {
	return slices.Sorted(maps.Keys(c.module.folder.locals))
}

func (c *config) local(name string) *node {
	declared := c.module.folder.locals[name]
	switch {
	case declared != nil:
		return c.module.local(c.scope(declared), name, hcl.Range{})
	case c.why != nil:
		return unknown(c.why)
	}
	return nil
}

func (c *config) includeNames() []string {
	var names []string
	for _, one := range c.resolve() {
		names = append(names, one.name)
	}
	return names
}

// includedAs is what a name below "include" means: a file that is exposed, or a part of it
// where it is the only one and its block has no name.
func (c *config) includedAs(name string) *node {
	list := c.resolve()
	for _, one := range list {
		bare := one.name == "" && len(list) == 1
		if one.name != name && !bare {
			continue
		}
		switch {
		case !one.exposed:
			found := broken(one.header, "what is included here is not exposed: expose = true lets others refer to it")
			c.root.problems.add(found)
			return unknown(&gap{at: found.at, reason: found.message})
		case one.config == nil:
			return unknown(one.gap)
		case bare:
			return one.config.part(name)
		default:
			return one.config.node()
		}
	}
	return nil
}

// selected is the include that a function means by its name, or the only one.
func (c *config) selected(args []string) *include {
	list := c.resolve()
	if len(args) == 0 && len(list) == 1 {
		return list[0]
	}
	for _, one := range list {
		if len(args) == 1 && one.name == args[0] {
			return one
		}
	}
	return nil
}

// isBelow says whether a path is that of a folder, or within it.
func isBelow(at, folder string) bool {
	return folder == "." || at == folder || strings.HasPrefix(at, folder+"/")
}
