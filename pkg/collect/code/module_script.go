package code

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// scripts is what the projects of TypeScript and JavaScript in a tree call their files.
type scripts struct {
	// packages are those that have a name, which others of the tree import them by.
	packages map[string]scriptPackage
	// aliases are those that the files in a folder and below it may use.
	aliases map[string][]alias
	// words are those that an import by such a name has, by the folder or the file that it is for.
	words map[string][]string
	// configs are the files that were read, of which others extend some.
	configs map[string]any
	// problems are of the files that are no JSON.
	problems []snapshot.Problem
}

type scriptPackage struct {
	folder string
	// entries are what others import of it: . and ./client, and the files that these are.
	entries []alias
}

// alias is a name of files: @/* for src/*.
type alias struct {
	name string
	// files are those that it stands for, from the root of the tree.
	files []string
}

// mostProjects bounds how many files are read that say what others are called.
const mostProjects = 1000

// scripts are the names of modules, read when somebody asks.
func (c *codebase) scripts() *scripts {
	if c.scriptNames != nil {
		return c.scriptNames
	}
	found := &scripts{
		packages: map[string]scriptPackage{}, aliases: map[string][]alias{}, words: map[string][]string{},
		configs: map[string]any{},
	}
	c.scriptNames = found
	for _, file := range c.tree.Files {
		if isForeign(file.Path) {
			continue
		}
		switch folder := path.Dir(file.Path); path.Base(file.Path) {
		case "package.json":
			found.addPackage(folder, c.relaxed(file.Path))
		case "tsconfig.json", "jsconfig.json":
			found.addAliases(folder, c.configured(file.Path, map[string]bool{}))
		}
	}
	found.configs = nil
	return found
}

// addPackage reads package.json.
func (s *scripts) addPackage(folder string, manifest any) {
	name, _ := within(manifest, "name").(string)
	if _, known := s.packages[name]; name != "" && !known && !strings.Contains(name, "pinecone-database") {
		exports := within(manifest, "exports")
		for _, field := range []string{"source", "main", "module", "types"} {
			exports = cmp.Or(exports, within(manifest, field))
		}
		s.packages[name] = scriptPackage{folder, entriesOf(folder, exports)}
		if folder != "." {
			s.words[folder] = append(s.words[folder], firstWord(path.Base(name)))
		}
	}
	s.addAliases(folder, entriesOf(folder, within(manifest, "imports"))) // #client
}

// entriesOf are the exports or the imports of a package.
func entriesOf(folder string, entries any) []alias {
	named, _ := entries.(map[string]any)
	isNamed := func(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") }
	if !slices.ContainsFunc(slices.Collect(maps.Keys(named)), isNamed) {
		named = map[string]any{".": entries} // of the package as a whole
	}
	var found []alias
	for _, name := range slices.Sorted(maps.Keys(named)) {
		one := alias{name: name}
		for _, file := range textsIn(named[name], mostConfigured) {
			one.files = append(one.files, path.Join(folder, file), path.Join(folder, sourceOf(file)))
		}
		found = append(found, one)
	}
	return nearestFirst(found)
}

// sourceOf is what a tool most likely made a file of: src/client of dist/client.js.
func sourceOf(file string) string {
	parts := strings.Split(path.Clean(file), "/")
	parts[0] = "src"
	plain := strings.Join(parts, "/")
	for _, ending := range []string{".d.ts", ".js", ".mjs", ".cjs"} {
		plain = strings.TrimSuffix(plain, ending)
	}
	return plain
}

// textsIn are the files that an entry of a package may be, whatever the condition.
func textsIn(value any, steps int) []string {
	var found []string
	switch value := value.(type) {
	case string:
		return []string{value}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			if steps > 0 && len(found) < nearest {
				found = append(found, textsIn(value[key], steps-1)...)
			}
		}
	}
	return found
}

func (s *scripts) addAliases(folder string, found []alias) {
	s.aliases[folder] = append(s.aliases[folder], found...)
	for _, each := range found {
		word := firstWord(path.Base(strings.TrimRight(each.name, "/*")))
		for _, file := range each.files {
			file = strings.TrimRight(file, "/*")
			if known := s.words[file]; word != "" && len(known) < nearest && !slices.Contains(known, word) {
				s.words[file] = append(known, word)
			}
		}
	}
}

// mostAliases bounds how many names a project gives its files.
const mostAliases = 2000

// nearestFirst has the longest names first, which count.
func nearestFirst(all []alias) []alias {
	slices.SortFunc(all, func(a, b alias) int { return cmp.Or(len(b.name)-len(a.name), strings.Compare(a.name, b.name)) })
	return all[:min(mostAliases, len(all))]
}

// targets are the files that a module may be by aliases.
func targets(all []alias, module string) []string {
	var found []string
	for _, each := range all {
		before, after, isPattern := strings.Cut(each.name, "*")
		rest, starts := strings.CutPrefix(module, before)
		rest, stops := strings.CutSuffix(rest, after)
		if each.name != module && (!isPattern || !starts || !stops) || len(found) >= nearest {
			continue
		}
		for _, file := range each.files {
			found = append(found, path.Clean(strings.Replace(file, "*", rest, 1)))
		}
	}
	return found
}

// ofPackage are the files that a module may be which begins with the name of a package.
func (s *scripts) ofPackage(module string) []string {
	parts := strings.SplitN(module, "/", 3)
	count := 1
	if strings.HasPrefix(module, "@") {
		count = 2
	}
	if len(parts) < count {
		return nil
	}
	found, known := s.packages[strings.Join(parts[:count], "/")]
	if !known {
		return nil
	}
	rest := strings.Join(parts[count:], "/")
	entry := strings.TrimSuffix("./"+rest, "/")
	return append(targets(found.entries, entry), path.Join(found.folder, rest), path.Join(found.folder, "src", rest))
}

// usual are the files that a module may be by aliases that most projects have, below a folder.
func usual(folder, module string) []string {
	alias, file, _ := strings.Cut(module, "/")
	switch alias {
	case "@", "~":
		return []string{path.Join(folder, file), path.Join(folder, "src", file)}
	case "$lib":
		return []string{path.Join(folder, "src/lib", file)}
	default:
		return nil
	}
}
