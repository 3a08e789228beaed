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

// mostNaming bounds in how many files that have a name it is looked at.
const mostNaming = 50

// usesElsewhere are the nearest places in other files that call a function or a class of the
// file, hand it to a call, or make a class of it.
func (u *unit) usesElsewhere(of *program.Node) []use {
	if !u.isImportable(of) {
		return nil
	}
	found, asked := u.usedBy[of]
	if !asked {
		naming, _ := u.all.naming(u, ownName(of))
		for _, path := range naming[:min(mostNaming, len(naming))] {
			if other := u.all.at(path); other != nil && other != u && len(found) < nearest {
				found = append(found, other.usesOfOther(of, ownName(of), u)...)
			}
		}
		found = found[:min(nearest, len(found))]
		u.usedBy[of] = found
	}
	return found
}

// isUsedMore says whether there may be more places than were looked at.
func (u *unit) isUsedMore(of *program.Node) bool {
	if !u.isImportable(of) {
		return false
	}
	naming, all := u.all.naming(u, ownName(of))
	return !all || len(naming) > mostNaming || len(u.usesElsewhere(of)) == nearest
}

// isImportable says whether other files may import a function or a class.
func (u *unit) isImportable(of *program.Node) bool {
	return ownName(of) != "" && of.Up(isClassOrFunction) == nil && u.all != nil && isFollowed(u.language) &&
		receiver(of) == ""
}

// usesOfOther are the places that use what stands in another file, by its name or by one that
// the import gives it.
func (u *unit) usesOfOther(of *program.Node, name string, in *unit) []use {
	var found []use
	for _, each := range append([]string{name}, u.aliases[name]...) {
		for _, node := range u.uses[each] {
			if isUse(node) && u.leadsTo(node, of) || u.language == syntax.Go && u.namesOf(node, in) {
				found = append(found, use{node, u})
			}
			if len(found) == nearest {
				return found
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
