package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// use is a place of a file that uses something.
type use struct {
	node *program.Node
	in   *unit
}

// usesElsewhere are the nearest places in other files that call a function or a class of the
// file, hand it to a call, or make a class of it.
func (u *unit) usesElsewhere(of *program.Node) []use {
	name := ownName(of)
	if name == "" || of.Up(isClassOrFunction) != nil || u.all == nil ||
		u.language != syntax.Python && !isScript(u.language) {
		return nil
	}
	found, asked := u.usedBy[of]
	if !asked {
		for _, other := range u.all.naming(name, u.language) {
			if other != u && len(found) < nearest {
				found = append(found, other.usesOfOther(of, name)...)
			}
		}
		found = found[:min(nearest, len(found))]
		u.usedBy[of] = found
	}
	return found
}

// usesOfOther are the places that use what stands in another file, by its name or by one that
// the import gives it.
func (u *unit) usesOfOther(of *program.Node, name string) []use {
	var found []use
	for _, each := range append([]string{name}, u.aliases[name]...) {
		for _, node := range u.uses[each] {
			if len(found) < nearest && isUse(node) && u.leadsTo(node, of) {
				found = append(found, use{node, u})
			}
		}
	}
	return found
}

func isUse(node *program.Node) bool {
	return node.Role == program.Callee || node.Role == program.Argument || derived(node) != nil
}

// derived is the class that is made of the one that a name stands for, nil where none is.
func derived(name *program.Node) *program.Node {
	for up := name; up.Parent != nil && !isClassOrFunction(up); up = up.Parent {
		if up.Role == program.Base {
			return up.Parent
		}
	}
	return nil
}

// leadsTo says whether a name stands for something of another file.
func (u *unit) leadsTo(name, of *program.Node) bool {
	for _, each := range u.declarations(u.origin(name)) {
		if each.node == of || each.value == of {
			return true
		}
	}
	return false
}
