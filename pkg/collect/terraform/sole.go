package terraform

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// mixed marks what is unknown and was made of others, of which one is chosen, or all are changed, so
// that nobody takes a reference in it for the whole.
func (n *node) mixed() *node {
	if n.template == nil && len(n.refs) > 0 {
		n.template = opaque()
	}
	return n
}

// isMixed says whether none of the references in a value is the value.
func (n *node) isMixed() bool {
	origin := n.origin()
	return origin.template != nil && origin.template.isOpaque()
}

// maxSole bounds the search for what a value is all of.
const maxSole = 100

// isSole says whether a value, or all parts of it, is what one reference gives, or nothing.
func (n *node) isSole() bool {
	left := maxSole
	return len(n.references()) == 1 && n.solely(&left)
}

func (n *node) solely(left *int) bool {
	if *left--; *left < 0 {
		return false
	}
	value, _ := n.force().Unmark()
	switch {
	case !value.IsKnown():
		return len(n.references()) == 1 && n.pattern() == ""
	case value.IsWhollyKnown():
		return isNothing(value, maxSole)
	}
	l := n.list()
	return l.gap == nil && !slices.ContainsFunc(l.entries, func(e entry) bool { return !e.node.solely(left) })
}

// isNothing says whether a known value is null, empty, or has nothing but such.
func isNothing(value cty.Value, left int) bool {
	switch {
	case value.IsNull():
		return true
	case value.Type() == cty.String:
		return value.AsString() == ""
	case !value.CanIterateElements() || value.LengthInt() > left:
		return false
	}
	for at := value.ElementIterator(); at.Next(); {
		if _, element := at.Element(); !isNothing(element, left/2) {
			return false
		}
	}
	return true
}

// handsOver says whether a function gives what its arguments have as it is, and they have one
// reference and nothing else.
func handsOver(name string, args []*node) bool {
	switch name = strings.TrimSuffix(name, "()"); name {
	case "element", "slice":
		args = args[:1] // all others are numbers
	case "coalesce":
		if args[0].isSole() && !strings.Contains(args[0].references()[0], snapshot.SomeInstance) {
			return true // a resource that is there has what it computes
		}
	case "one", "sort", "reverse", "compact", "distinct", "flatten", "concat", "setunion", "coalescelist",
		"tolist", "toset", "tostring", "sensitive", "nonsensitive", "trimspace", "chomp":
	default:
		return false
	}
	entries := make([]entry, len(args))
	for i, arg := range args {
		entries[i].node = arg
	}
	return newTuple(entries...).isSole()
}

// isOneOrNone says whether an unknown condition chooses between what one thing gives that may not be
// there, and nothing: where that thing is there, it is what was chosen. So does a choice between two that
// are one.
func isOneOrNone(one, other *node) bool {
	if one.isNothing() {
		one, other = other, one
	}
	if !one.isSole() {
		return false
	}
	from := one.references()
	return other.isNothing() && strings.Contains(from[0], snapshot.SomeInstance) ||
		other.isSole() && slices.Equal(from, other.references())
}

func (n *node) isNothing() bool {
	value, _ := n.force().Unmark()
	return value.IsWhollyKnown() && isNothing(value, maxSole)
}
