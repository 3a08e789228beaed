package code

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// packages are the packages of Go of a tree, as other files of the tree name them.
type packages struct {
	// modules are the folders that have a go.mod, and the names that these give, the longest first.
	modules []module
	// files are those of each folder that are no tests, sorted.
	files map[string][]string
	// words are those of each file, and declared what each package has by a name, once asked.
	words map[string]*words
	// makers are the files that make a client, by the folder of their module, once asked.
	makers   map[string][]*unit
	declared map[packageName][]declaration
}

type module struct{ name, folder string }

type packageName struct{ folder, name string }

// golang are the packages of Go, read when somebody asks.
func (c *codebase) golang() *packages {
	if c.golangPackages != nil {
		return c.golangPackages
	}
	found := &packages{files: map[string][]string{}, words: map[string]*words{}, declared: map[packageName][]declaration{}}
	c.golangPackages = found
	for _, file := range c.tree.Files {
		if path.Base(file.Path) != "go.mod" {
			continue
		}
		if text, err := c.tree.Read(file.Path); err == nil && moduleNamed(text) != "" {
			found.modules = append(found.modules, module{moduleNamed(text), path.Dir(file.Path)})
		}
	}
	slices.SortFunc(found.modules, func(a, b module) int {
		return cmp.Or(len(b.name)-len(a.name), strings.Compare(a.folder, b.folder))
	})
	for _, file := range c.paths() {
		if languageOf(file) == syntax.Go && !strings.HasSuffix(file, "_test.go") {
			found.files[path.Dir(file)] = append(found.files[path.Dir(file)], file)
		}
	}
	return found
}

// folderOf is the folder of a package, by what others import it by.
func (c *codebase) folderOf(imported string) (folder string, known bool) {
	for _, each := range c.golang().modules {
		rest, found := strings.CutPrefix(imported, each.name)
		if folder := path.Join(each.folder, rest); found && (rest == "" || rest[0] == '/') {
			return folder, len(c.golang().files[folder]) > 0
		}
	}
	return "", false
}

// moduleOf is the folder of the module that a file belongs to; its own where no go.mod says one.
func (c *codebase) moduleOf(file string) string {
	found, own := "", path.Dir(file)
	for _, each := range c.golang().modules {
		within := own == each.folder || each.folder == "." || strings.HasPrefix(own, each.folder+"/")
		if within && len(each.folder) > len(found) {
			found = each.folder
		}
	}
	return cmp.Or(found, own)
}

// inPackage are what the files of a package have by a name.
func (c *codebase) inPackage(folder, name string) []declaration {
	asked := packageName{folder, name}
	found, known := c.golang().declared[asked]
	if known {
		return found
	}
	for _, other := range c.havingName(folder, name) {
		for _, each := range other.file.names[name] {
			if receiver(each.node) == "" && len(found) < nearest {
				found = append(found, declaration{each, other})
			}
		}
	}
	c.golang().declared[asked] = found
	return found
}

// methodsOf are the methods of a type by a name, in whichever file of its package.
func (c *codebase) methodsOf(class declaration, name string) []declaration {
	var found []declaration
	for _, other := range c.havingName(path.Dir(class.in.path), name) {
		for _, each := range other.functions[name] {
			if receiver(each) == class.node.Name && len(found) < nearest {
				found = append(found, declaration{binding{node: each}, other})
			}
		}
	}
	return found
}

// havingName are the files of a package that have a name.
func (c *codebase) havingName(folder, name string) []*unit {
	all := c.golang()
	var found []*unit
	for _, file := range all.files[folder] {
		if all.words[file] == nil {
			all.words[file] = wordsOf(c.textOf(file))
		}
		if !all.words[file].has(name) {
			continue
		}
		if other := c.at(file); other != nil && len(found) < mostNaming {
			found = append(found, other)
		}
	}
	return found
}
