package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// configured are the calls by a name that set something of what a call of Java is given: of the
// configuration of an index, also by way of its connection, or of a function that makes one of these.
func (u *unit) configured(call *program.Node, method string) []*program.Node {
	uses := u.uses[method]
	if u.language != syntax.Java || len(uses) == 0 {
		return nil
	}
	given := map[*program.Node]bool{}
	for _, each := range call.All(program.Argument) {
		u.givenParts(each, given, shallow)
	}
	var found []*program.Node
	for _, use := range uses[:min(nearest, len(uses))] {
		object := use.Child(program.Obj)
		if use.Role != program.Callee || object == nil {
			continue
		}
		isPart := slices.ContainsFunc(u.givenTo(object), func(each binding) bool { return given[each.node] })
		if isPart || given[use.Up(func(n *program.Node) bool { return n.Kind == program.Function && n.Name != "" })] {
			found = append(found, use.Parent)
		}
	}
	return found
}

// givenParts adds what an argument is or is made of: what its names are bound to, and the functions of the
// text that it calls.
func (u *unit) givenParts(node *program.Node, parts map[*program.Node]bool, steps int) {
	if steps == 0 || node == nil {
		return
	}
	switch node.Kind {
	case program.Name, program.Member:
		for _, each := range u.givenTo(node) {
			if !parts[each.node] {
				parts[each.node] = true
				u.givenParts(each.value, parts, steps-1)
			}
		}
	case program.Call:
		called := node.Child(program.Callee)
		if called != nil && node.Name != "new" && called.Kind == program.Name {
			for _, function := range u.called(called) {
				parts[function] = true
			}
		}
		for _, each := range node.All(program.Argument) {
			u.givenParts(each, parts, steps)
		}
	}
}

// configuredOff finds where TLS is switched off for what a call of Java is given, or a channel is that
// has none.
func (u *unit) configuredOff(call *program.Node) *program.Node {
	for _, each := range append(u.configured(call, "setTLSEnabled"), u.configured(call, "setCustomManagedChannel")...) {
		if u.javaSwitchesOff(each) {
			return each
		}
	}
	return nil
}

// hostOfConfig is the host that the configuration is given which a call of Java makes an index with.
func (u *unit) hostOfConfig(call *program.Node) *program.Node {
	for _, each := range u.configured(call, "setHost") {
		if host := positional(each, 0); host != nil {
			return host
		}
	}
	return nil
}

// lastOfChain is a call without what it is called on in a chain: withTlsEnabled(false).
func (u *unit) lastOfChain(call *program.Node) *program.Node {
	called := call.Child(program.Callee)
	object := called.Child(program.Obj)
	if call.Kind != program.Call || object == nil || object.Kind != program.Call {
		return call
	}
	last := *call
	if at := strings.LastIndex(string(u.text[object.End:called.End]), called.Name); at >= 0 {
		last.Start = object.End + at
	}
	return &last
}
