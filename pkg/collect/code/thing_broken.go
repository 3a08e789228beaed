package code

import (
	"fmt"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// ofBroken takes for an index what comes from a file that mentions Pinecone and cannot be read,
// where its name or the call says so.
func (u *unit) ofBroken(call, called, object *program.Node) *thing {
	root := object
	for calledOn(root) != nil && plainName(callee(root)) == "namespace" {
		root = calledOn(root)
	}
	named := root
	if root != nil && root.Kind == program.Call {
		named = root.Child(program.Callee)
	}
	if named == nil || !u.asksIndex(call, called) {
		return nil
	}
	if argument(call, "topk", "vector", "vectors", "deleteall", "setmetadata") == nil &&
		!mentions(plainName(named.Name), "index", "pinecone") {
		return nil
	}
	if other := u.brokenAt(u.origin(named), shallow); other != nil {
		return &thing{is: index, broken: other}
	}
	return nil
}

// brokenAt is the file that an origin leads to, where that cannot be read and does not show what
// it exports by the name.
func (u *unit) brokenAt(origin string, steps int) *unit {
	if origin == "" || steps == 0 || slices.ContainsFunc(u.declarations(origin), isShown) {
		return nil
	}
	other, name := u.exporter(origin)
	if other == nil || other.broken {
		return other
	}
	found, asked := other.behind[name]
	if !asked {
		other.behind[name] = nil // which ends circles
		found = other.brokenBehind(name, steps-1)
		other.behind[name] = found
	}
	return found
}

// brokenBehind is brokenAt for what the text only hands on by a name.
func (u *unit) brokenBehind(name string, steps int) *unit {
	for _, each := range u.exported(name) {
		if each.node.Kind == program.Binding {
			if found := u.brokenAt(imported(each.node), steps); found != nil {
				return found
			}
		}
	}
	all := u.file.names["*"]
	for _, each := range all[:min(nearest, len(all))] {
		if found := u.brokenAt(imported(each.node)+name, steps); found != nil {
			return found
		}
	}
	return nil
}

// isShown says whether something is no handle, whatever else the file has.
func isShown(named declaration) bool { return !named.in.broken || isClassOrFunction(named.node) }

// unreadable says why nothing is known of what comes from the file.
func (u *unit) unreadable() string {
	return fmt.Sprintf("%s, which its handle comes from, cannot be parsed", collect.Quote(u.path))
}
