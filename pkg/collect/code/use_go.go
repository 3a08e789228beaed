package code

import (
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// packagePath is what other packages of Go import those in a folder by, empty where no go.mod
// says it.
func (c *codebase) packagePath(folder string) string {
	found, asked := c.packages[folder]
	if asked {
		return found
	}
	for up := folder; ; up = path.Dir(up) {
		if text, err := c.tree.Read(path.Join(up, "go.mod")); err == nil {
			found = path.Join(moduleNamed(text), strings.TrimPrefix(folder, strings.TrimPrefix(up, ".")))
			break
		}
		if up == "." || up == "/" {
			break
		}
	}
	c.packages[folder] = found
	return found
}

// moduleNamed is the name that a go.mod gives its module.
func moduleNamed(text []byte) string {
	for line := range strings.Lines(string(text)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "module" {
			return strings.Trim(fields[1], `"`)
		}
	}
	return ""
}

// namesOf says whether a name of Go is that of a function in another file of its package, or in
// another package, which may have another name than its folder.
func (u *unit) namesOf(name *program.Node, other *unit) bool {
	folder := path.Dir(other.path)
	imported := u.all.packagePath(folder)
	if name.Kind == program.Name {
		beside := path.Dir(u.path) == folder || slices.ContainsFunc(u.file.names["."], func(each binding) bool {
			return each.node.Parent.Name == imported
		})
		return beside && len(u.bindings(name.Name, name)) == 0
	}
	object := name.Child(program.Obj)
	if imported == "" || object == nil || object.Kind != program.Name || !slices.Contains(u.modules, imported) {
		return false
	}
	return u.origin(object) == imported+":" || len(u.bindings(object.Name, object)) == 0
}
