package code

import (
	"bytes"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// elsewhere is what a name that is imported from another file of the tree is, or, where it is
// called, gives: the handle that ./client exports. How it was made stands there, and is left out.
func (u *unit) elsewhere(origin string, isCalled bool, steps int) *thing {
	other, name := u.exporter(origin)
	if other == nil || other == u || steps == 0 {
		return nil
	}
	asked := name
	if isCalled {
		asked += "()"
	}
	if found, known := other.exports[asked]; known {
		return found
	}
	other.exports[asked] = nil // which ends circles
	found := other.export(name, isCalled, steps-1)
	other.exports[asked] = found
	return found
}

// export is what other files get of the text by a name, or by calling it.
func (u *unit) export(name string, isCalled bool, steps int) *thing {
	for _, each := range u.exported(name) {
		switch {
		case each.node.Kind == program.Binding: // handed on: from .client import index
			return u.elsewhere(imported(each.node), isCalled, steps)
		case !isCalled:
			if found := u.abroad(u.bound([]binding{each}, steps)); found != nil {
				return found
			}
		case each.function() != nil:
			if found := u.abroad(u.returned(each.function(), steps)); found != nil {
				return found
			}
		}
	}
	all := u.file.names["*"] // export * from "./client"
	for _, each := range all[:min(nearest, len(all))] {
		if found := u.elsewhere(imported(each.node)+name, isCalled, steps); found != nil {
			return found
		}
	}
	return nil
}

// abroad is a thing as other files know it. One whose nodes say more than that is nothing that
// they can judge.
func (u *unit) abroad(here *thing) *thing {
	if here == nil || here.namespace != nil {
		return nil
	}
	bare := &thing{is: here.is, wrapper: here.wrapper, class: here.class}
	if here.from != nil {
		if bare.from = u.abroad(here.from); bare.from == nil {
			return nil
		}
	}
	if u.transportOf(here) != u.transportOf(bare) {
		return nil
	}
	return bare
}

// exported is what a name stands for in the whole text; without a name, what it exports by
// default.
func (u *unit) exported(name string) []binding {
	if name != "" {
		found := u.file.names[name]
		return found[:min(nearest, len(found))]
	}
	var found []binding
	for _, node := range u.root.Children {
		if len(node.Children) == 0 || !bytes.HasPrefix(u.text[node.Start:], []byte("export default ")) {
			continue
		}
		switch value := node.Children[len(node.Children)-1]; value.Kind {
		case program.Name:
			found = append(found, u.exported(value.Name)...)
		case program.Function:
			found = append(found, binding{node: value})
		default:
			found = append(found, binding{node: node, value: value})
		}
	}
	return found
}

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
	case module == "" || len(u.others) < 2:
		return nil
	case u.language == syntax.Python:
		return u.pythonModule(module)
	case isScript(u.language):
		return u.scriptModule(module)
	default:
		return nil
	}
}

// pythonModule finds ..client from the file's folder, and app.client in it or in one above.
func (u *unit) pythonModule(module string) *unit {
	rest := strings.TrimLeft(module, ".")
	file := strings.ReplaceAll(rest, ".", "/")
	if up := len(module) - len(rest); up > 0 {
		return u.fileAt(path.Join(path.Dir(u.path), strings.Repeat("../", up-1), file), ".py", "/__init__.py")
	}
	return u.nearestFile(func(folder string) *unit {
		return u.fileAt(path.Join(folder, file), ".py", "/__init__.py")
	})
}

// scriptModule finds ./client from the file's folder, and @/lib/client from the folder that the
// alias is most often for: one above, or src in it.
func (u *unit) scriptModule(module string) *unit {
	endings := []string{
		"", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", "/index.ts", "/index.tsx", "/index.js",
	}
	plain := strings.TrimSuffix(module, ".js") // which a module of TypeScript is called by too
	if strings.HasPrefix(module, ".") {
		return u.fileAt(path.Join(path.Dir(u.path), plain), endings...)
	}
	alias, file, _ := strings.Cut(plain, "/")
	if alias != "@" && alias != "~" {
		return nil
	}
	return u.nearestFile(func(folder string) *unit {
		if found := u.fileAt(path.Join(folder, file), endings...); found != nil {
			return found
		}
		return u.fileAt(path.Join(folder, "src", file), endings...)
	})
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
		if found := u.others[name+ending]; found != nil {
			return found
		}
	}
	return nil
}
