package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// isDescribed says whether a host is what the control plane tells of an index in the same function, so
// that it is asked for each time as by a name: host=pc.describe_index(name).host.
func (u *unit) isDescribed(host *program.Node) bool {
	function := enclosing(host)
	if host.Kind == program.Name {
		if host = u.constant(host); host == nil || enclosing(host) != function {
			return false
		}
	}
	object := hostOf(host)
	if object == nil || object.Kind != program.Name {
		return describes(object)
	}
	return slices.ContainsFunc(u.bindings(object.Name, object), func(each binding) bool {
		return describes(each.value) && enclosing(each.node) == function
	})
}

// hostOf is what has the host: described of described.host, described["host"], described.getHost().
func hostOf(host *program.Node) *program.Node {
	switch {
	case host.Kind == program.Call && plainName(callee(host)) == "gethost":
		return calledOn(host)
	case host.Kind == program.Subscript && keyOf(host) == "host",
		host.Kind == program.Member && plainName(host.Name) == "host":
		return host.Child(program.Obj)
	default:
		return nil
	}
}

func describes(call *program.Node) bool {
	return call != nil && call.Kind == program.Call && asked(callee(call)) == "describeindex"
}
