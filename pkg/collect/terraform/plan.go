package terraform

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// A module's source and a root module's backend, as they are found without parsing:
// native syntax and JSON.
var (
	localSource = lazyregexp.New(`source"?\s*[=:]\s*"(\.\.?/[^"]*)"`)
	stateBlock  = lazyregexp.New(
		`(?m)^[ \t]*"?(?:backend"?[ \t]+"[^"]+"[ \t]*\{|cloud[ \t]*\{|(?:backend|cloud)"[ \t]*:)`)
)

// survey looks at all folders with configuration, without parsing: which of them are
// root modules, which modules they may call, and whether they mention what matters. The
// files of values are those that no folder loads by itself.
func survey(tree *collect.Tree, needles [][]byte) (plans map[string]*plan, loose []string) {
	plans = map[string]*plan{}
	at := func(file string) *plan {
		dir := path.Dir(file)
		if plans[dir] == nil {
			plans[dir] = &plan{path: dir, module: dir}
		}
		return plans[dir]
	}
	for _, file := range tree.Files {
		switch {
		case isConfiguration(file.Path):
			folder := at(file.Path)
			folder.files = append(folder.files, file.Path)
		case isValues(file.Path):
			folder := at(file.Path)
			folder.values = append(folder.values, file.Path)
		}
	}
	room := maxKept
	read := sync.OnceValue(func() []string { return mentioning(tree, needles) })
	for dir, folder := range plans {
		if len(folder.files) == 0 {
			loose = append(loose, folder.values...)
			delete(plans, dir)
			continue
		}
		automatic := valueFiles(folder.values)
		loose = append(loose, without(folder.values, automatic)...)
		folder.files = preferTofu(folder.files)
		folder.values = automatic
		folder.look(tree, needles, read, &room)
	}
	connect(plans)
	for dir, found := range misnamed(tree, plans) {
		plans[dir].misnamed = found
	}
	slices.Sort(loose)
	return plans, loose
}

func isValues(name string) bool {
	return strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json")
}

func without(names, others []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(others, name) })
}

// misnamed finds folders that are named like files of configuration, by the folder that
// they are in.
func misnamed(tree *collect.Tree, plans map[string]*plan) map[string][]snapshot.Problem {
	found := map[string][]snapshot.Problem{}
	last := ""
	for _, file := range tree.Files {
		dir := path.Dir(file.Path)
		if dir != last && isConfiguration(dir) && plans[path.Dir(dir)] != nil {
			found[path.Dir(dir)] = append(found[path.Dir(dir)], snapshot.Problem{
				Kind:     snapshot.Notice,
				Message:  collect.Quote(dir) + " is a folder, not a file of configuration",
				Location: &snapshot.Location{File: dir},
			})
		}
		last = dir
	}
	return found
}

// look searches the files for what decides whether they are parsed. A file that cannot
// be read is left to the loader, which says so.
func (p *plan) look(tree *collect.Tree, needles [][]byte, read func() []string, keep *int) {
	p.mentions = len(needles) == 0
	for _, name := range slices.Concat(p.files, p.values) {
		data, err := tree.Read(name)
		if err != nil {
			p.mentions = true
			continue
		}
		p.keep(name, data, keep)
		p.mentions = p.mentions || containsAny(data, needles) ||
			bytes.Contains(data, []byte("file(")) && mayRead(data, read())
		p.calls = append(p.calls, localCalls(p.path, data)...)
		p.states = p.states || bytes.Contains(data, []byte(remoteState)) || bytes.Contains(data, []byte(workspaceOutputs))
		p.state = p.state || (mayHoldState(data) && stateBlock().Match(data))
	}
}

// mayHoldState spares most files the expression: an index of Pinecone's has a cloud, too.
func mayHoldState(data []byte) bool {
	if bytes.Contains(data, []byte("backend")) {
		return true
	}
	for {
		_, after, found := bytes.Cut(data, []byte("cloud"))
		if !found {
			return false
		}
		data = after
		next := bytes.TrimLeft(after, "\" \t")
		if len(next) > 0 && (next[0] == '{' || next[0] == ':') {
			return true
		}
	}
}

func localCalls(from string, data []byte) []string {
	if !bytes.Contains(data, []byte(`"./`)) && !bytes.Contains(data, []byte(`"../`)) {
		return nil // the expression is slow to find nothing
	}
	var calls []string
	for _, match := range localSource().FindAllSubmatch(data, -1) {
		if called, inside := inScan(from, anyFor(string(match[1]))); inside {
			calls = append(calls, called)
		}
	}
	return calls
}

// anyFor puts a star in the place of each interpolation of a path, as OpenTofu allows them.
func anyFor(source string) string {
	const open = "${"
	for {
		before, after, found := strings.Cut(source, open)
		if !found {
			return source
		}
		_, rest, _ := strings.Cut(after, "}")
		source = before + "*" + rest
	}
}

// foldersAt are the folders of a path, of which there may be some where it has a star.
func foldersAt(plans map[string]*plan, at string) []string {
	if plans[at] != nil || !strings.Contains(at, "*") {
		return []string{at}
	}
	var found []string
	for folder := range plans {
		if ok, err := path.Match(at, folder); ok && err == nil {
			found = append(found, folder)
		}
	}
	slices.Sort(found)
	return found
}

// maxKept bounds the bytes that are kept from the first look until they are parsed.
const maxKept = 8 << 20

// keep spares a file the second reading, while there is room.
func (p *plan) keep(name string, data []byte, room *int) {
	if len(data) > *room {
		return
	}
	*room -= len(data)
	if p.kept == nil {
		p.kept = make(map[string][]byte, len(p.files)+len(p.values))
	}
	p.kept[name] = data
}

// connect follows the calls between folders. What a folder outside of the tree mentions,
// when only a part of the repository is judged, nobody has looked for.
func connect(plans map[string]*plan) {
	for _, folder := range plans {
		var calls []string
		for _, called := range folder.calls {
			calls = append(calls, foldersAt(plans, called)...)
		}
		folder.calls = slices.DeleteFunc(calls, func(called string) bool {
			folder.mentions = folder.mentions || plans[called] == nil
			return plans[called] == nil || called == folder.path
		})
		for _, called := range folder.calls {
			plans[called].called = true
		}
	}
}

// roots are the folders that nobody calls, or that have their own state or values,
// sorted by path, with all that they may call. What Terragrunt runs is one for each unit that
// runs it, and none by itself.
func roots(plans, units map[string]*plan) []*plan {
	var list []*plan
	for _, at := range units {
		if plans[at.path] != at {
			list = append(list, at)
		}
	}
	for _, folder := range plans {
		if folder.isRun() {
			continue
		}
		if !folder.called || folder.state || len(folder.values) > 0 || folder.runner != nil || folder.unit != nil {
			list = append(list, folder)
		}
	}
	list = append(list, circles(plans, list)...)
	slices.SortFunc(list, func(a, b *plan) int { return strings.Compare(a.path, b.path) })
	for _, root := range list {
		root.reachable = reach(plans, root)
	}
	return list
}

// isRun says that a folder is a root module only where units of Terragrunt's run it.
func (p *plan) isRun() bool { return p.run && p.runner == nil && p.unit == nil }

// circles adds one root for folders that only call each other, and so have none.
func circles(plans map[string]*plan, found []*plan) []*plan {
	reached := map[string]bool{}
	for _, root := range found {
		for _, at := range reach(plans, root) {
			reached[at] = true
		}
	}
	var paths []string
	for at := range plans {
		paths = append(paths, at)
	}
	slices.Sort(paths)
	var added []*plan
	for _, at := range paths {
		if !reached[at] && !plans[at].isRun() {
			added = append(added, plans[at])
			for _, below := range reach(plans, plans[at]) {
				reached[below] = true
			}
		}
	}
	return added
}

func reach(plans map[string]*plan, root *plan) []string {
	seen := map[string]bool{root.module: true}
	list := []string{root.module}
	if root.module != root.path {
		list = append(list, root.calls...) // of what stands beside the unit
	}
	for i := 0; i < len(list); i++ {
		for _, called := range plans[list[i]].calls {
			if !seen[called] {
				seen[called] = true
				list = append(list, called)
			}
		}
	}
	return list
}

// relevant says whether the root module, or a module that it may call, mentions what
// matters.
func (p *plan) relevant(plans map[string]*plan) bool {
	return p.mentions || slices.ContainsFunc(p.reachable, func(at string) bool { return plans[at].mentions })
}
