package code

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// exporter is the file of the tree that an origin leads to, and the name in it.
func (u *unit) exporter(origin string) (*unit, string) {
	module, name, _ := strings.Cut(origin, ":")
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 && u.language == syntax.Python {
		module, name = strings.TrimSuffix(module, ".")+"."+name[:dot], name[dot+1:]
	}
	other, asked := u.exporters[module]
	if !asked {
		other = u.fileOf(module)
		u.exporters[module] = other
	}
	return other, name
}

// fileOf is the file of the tree that a module is.
func (u *unit) fileOf(module string) *unit {
	switch {
	case module == "" || u.all == nil:
		return nil
	case u.language == syntax.Python:
		return u.pythonModule(module)
	case isScript(u.language):
		return u.scriptModule(module)
	default:
		return nil
	}
}

// pythonModule finds ..client from the file's folder, and app.client in it or in one above, in
// src of one of these, or in another project of the tree.
func (u *unit) pythonModule(module string) *unit {
	rest := strings.TrimLeft(module, ".")
	file := strings.ReplaceAll(rest, ".", "/")
	if up := len(module) - len(rest); up > 0 {
		return u.pythonAt(path.Join(path.Dir(u.path), strings.Repeat("../", up-1), file))
	}
	found := u.nearestFile(func(folder string) *unit {
		return u.pythonAt(path.Join(folder, file), path.Join(folder, "src", file))
	})
	top, _, _ := strings.Cut(file, "/")
	if found != nil || slices.Contains(strings.Split(path.Dir(u.path), "/"), top) {
		return found // a package that it is in is no other project's
	}
	for _, root := range u.all.pythonRoots() {
		other := u.pythonAt(path.Join(root, file), path.Join(root, "src", file))
		if other != nil && found != nil && other != found {
			return nil // which of them is installed is not told
		}
		found = cmp.Or(found, other)
	}
	return found
}

func (u *unit) pythonAt(names ...string) *unit {
	for _, name := range names {
		if found := u.fileAt(name, ".py", "/__init__.py"); found != nil {
			return found
		}
	}
	return nil
}

// pythonRoots are the folders of the projects of Python in a tree, which others may install.
func (c *codebase) pythonRoots() []string {
	if c.roots == nil {
		c.roots = []string{}
		for _, file := range c.tree.Files {
			folder, base := path.Dir(file.Path), path.Base(file.Path)
			isRoot := base == "pyproject.toml" || base == "setup.py" || base == "setup.cfg"
			if isRoot && !isForeign(file.Path) && !slices.Contains(c.roots, folder) && len(c.roots) < mostProjects {
				c.roots = append(c.roots, folder)
			}
		}
	}
	return c.roots
}

// scriptModule finds ./client from the file's folder, and others by what projects call them: by an
// alias of the folder or of one above, or by the name of a package.
func (u *unit) scriptModule(module string) *unit {
	plain := strings.TrimSuffix(module, ".js") // which a module of TypeScript is called by too
	if strings.HasPrefix(module, ".") {
		return u.scriptAt(path.Join(path.Dir(u.path), plain))
	}
	names := u.all.scripts()
	found := u.nearestFile(func(folder string) *unit {
		return u.scriptAt(append(targets(names.aliases[folder], plain), usual(folder, plain)...)...)
	})
	if found == nil {
		found = u.scriptAt(names.ofPackage(plain)...)
	}
	return found
}

// scriptAt is the first file that there is of what modules are called by.
func (u *unit) scriptAt(names ...string) *unit {
	for _, name := range names {
		found := u.fileAt(name,
			"", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", "/index.ts", "/index.tsx", "/index.js")
		if found != nil {
			return found
		}
	}
	return nil
}

// nearestFile asks the folder of the file and those above it.
func (u *unit) nearestFile(in func(folder string) *unit) *unit {
	for folder := path.Dir(u.path); ; folder = path.Dir(folder) {
		if found := in(folder); found != nil || folder == "." || folder == "/" {
			return found
		}
	}
}

func (u *unit) fileAt(name string, endings ...string) *unit {
	for _, ending := range endings {
		if found := u.all.at(name + ending); found != nil {
			return found
		}
	}
	return nil
}
