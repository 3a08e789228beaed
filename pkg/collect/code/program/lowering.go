package program

import (
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// lowering brings one text into the common form.
type lowering struct {
	text  []byte
	rules map[string]rule
	// jumps are the gotos of Go whose label has not come yet, by its name.
	jumps map[string][]*Node
}

// rule makes a node of the common form. It returns nil to leave the node out.
type rule func(l *lowering, n *syntax.Node) *Node

// node brings a part of the tree into the common form: by the rule for its kind, or else
// as it is. Nil stays nil, and a token is nothing.
func (l *lowering) node(n *syntax.Node) *Node {
	if n == nil {
		return nil
	}
	if rule, ok := l.rules[n.Kind]; ok {
		return rule(l, n)
	}
	if len(n.Children) == 0 {
		return nil
	}
	return l.whole(Other, n)
}

func (l *lowering) source(n *syntax.Node) string { return string(l.text[n.Start:n.End]) }

// fresh is a node of a kind without children.
func fresh(kind Kind, n *syntax.Node) *Node { return &Node{Kind: kind, Start: n.Start, End: n.End} }

// named is a node whose name is its text.
func (l *lowering) named(kind Kind, n *syntax.Node) *Node {
	node := fresh(kind, n)
	node.Name = l.source(n)
	return node
}

// whole is a node with all children of the tree's.
func (l *lowering) whole(kind Kind, n *syntax.Node) *Node {
	node := fresh(kind, n)
	l.rest(node, n)
	return node
}

// rest gives a node the children of the tree's node, but those in some fields.
func (l *lowering) rest(node *Node, n *syntax.Node, but ...string) {
next:
	for _, child := range n.Children {
		for _, field := range but {
			if child.Field == field {
				continue next
			}
		}
		node.add(None, l.node(child))
	}
}

// field gives a node the child in a field, in a role.
func (l *lowering) field(node *Node, n *syntax.Node, field string, role Role) {
	for _, child := range n.Children {
		if child.Field == field {
			node.add(role, l.node(child))
		}
	}
}

// list gives a node all children of a list, such as arguments, in a role.
func (l *lowering) list(node *Node, n *syntax.Node, role Role) {
	if n == nil {
		return
	}
	for _, child := range n.Children {
		node.add(role, l.node(child))
	}
}

// only is what stands in a node that says nothing itself. A token of the same name, such as
// await, is nothing.
func only(l *lowering, n *syntax.Node) *Node {
	if len(n.Children) == 0 {
		return nil
	}
	var found []*Node
	for _, child := range n.Children {
		if node := l.node(child); node != nil {
			found = append(found, node)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return l.whole(Other, n)
}

// first is the first child that says something, without the others: x as T, x!.
func first(l *lowering, n *syntax.Node) *Node {
	for _, child := range n.Children {
		if node := l.node(child); node != nil {
			return node
		}
	}
	return nil
}

// nothing leaves a node out.
func nothing(*lowering, *syntax.Node) *Node { return nil }

// of makes nodes of a kind with all their children.
func of(kind Kind) rule {
	return func(l *lowering, n *syntax.Node) *Node { return l.whole(kind, n) }
}

// text makes nodes of a kind that are named by their text.
func text(kind Kind) rule {
	return func(l *lowering, n *syntax.Node) *Node { return l.named(kind, n) }
}

// constant makes true, false and null of a language's words for them.
func constant(name string) rule {
	return func(_ *lowering, n *syntax.Node) *Node {
		node := fresh(Constant, n)
		node.Name = name
		return node
	}
}

// plan says in which role the child of a field becomes one of a node's.
type plan struct {
	field string
	role  Role
}

// shaped makes nodes of a kind with the children of some fields, in that order, and
// nothing else.
func shaped(kind Kind, name string, plans ...plan) rule {
	return func(l *lowering, n *syntax.Node) *Node {
		node := fresh(kind, n)
		node.Name = name
		for _, plan := range plans {
			l.field(node, n, plan.field, plan.role)
		}
		return node
	}
}

// operation has the operator of a field as its name.
func operation(fields ...string) rule {
	return func(l *lowering, n *syntax.Node) *Node {
		node := fresh(Operation, n)
		for _, child := range n.Children {
			if child.Field == "operator" || child.Field == "operators" {
				node.Name += child.Kind
			}
		}
		for _, field := range fields {
			l.field(node, n, field, None)
		}
		if len(fields) == 0 {
			l.rest(node, n)
		}
		return node
	}
}

// stringOf has the fragments of a kind as its name, and what is put in as its children.
func stringOf(fragment ...string) rule {
	return func(l *lowering, n *syntax.Node) *Node {
		node := fresh(String, n)
		for _, child := range n.Children {
			isText := false
			for _, kind := range fragment {
				isText = isText || child.Kind == kind
			}
			if isText {
				node.Name += l.source(child)
				continue
			}
			node.add(None, l.node(child))
		}
		return node
	}
}
