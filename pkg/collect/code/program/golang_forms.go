package program

import (
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

func golangSlice(l *lowering, n *syntax.Node) *Node {
	node, slice := fresh(Subscript, n), fresh(Slice, n)
	l.field(node, n, "operand", Obj)
	for _, field := range []string{"start", "end"} {
		bound := l.node(n.Child(field))
		if bound == nil {
			bound = fresh(Other, n)
		}
		slice.add(None, bound)
	}
	node.add(Index, slice)
	return node
}

// golangComposite is an object where its elements have keys, and a list where not.
func golangComposite(l *lowering, n *syntax.Node) *Node {
	body := n.Child("body")
	node := fresh(List, n)
	if body == nil {
		return node
	}
	for _, child := range body.Children {
		element := l.node(child)
		if element != nil && element.Kind == Entry {
			node.Kind = Object
		}
		node.add(None, element)
	}
	if named := n.Child("type"); len(node.Children) == 0 && named != nil && named.Kind != "slice_type" {
		node.Kind = Object
	}
	return node
}

// golangType has as its bases what it is another name for, and what is embedded in it.
func golangType(l *lowering, n *syntax.Node) *Node {
	node, typed := fresh(Class, n), n.Child("type")
	if name := n.Child("name"); name != nil {
		node.Name = l.source(name)
	}
	if typed != nil && (typed.Kind == "qualified_type" || typed.Kind == "type_identifier") {
		l.field(node, n, "type", Base)
		return node
	}
	l.field(node, n, "type", Body)
	return node
}

func golangEntry(l *lowering, n *syntax.Node) *Node {
	node := fresh(Entry, n)
	if key := l.node(n.Child("key")); key != nil {
		node.Name = key.Name
	}
	l.field(node, n, "value", Value)
	return node
}

// golangUnary leaves out & and *, behind which is what matters.
func golangUnary(l *lowering, n *syntax.Node) *Node {
	operator := n.Child("operator")
	if operator != nil && (operator.Kind == "&" || operator.Kind == "*" || operator.Kind == "<-") {
		return l.node(n.Child("operand"))
	}
	return operation("operand")(l, n)
}

func golangFor(l *lowering, n *syntax.Node) *Node {
	node := fresh(Loop, n)
	node.Name = "while"
	for _, child := range n.Children {
		switch child.Kind {
		case "for_clause":
			node.Name = "for"
			l.field(node, child, "initializer", Init)
			l.field(node, child, "condition", Condition)
			l.field(node, child, "update", Update)
		case "range_clause":
			node.Name = "each"
			for _, target := range child.Children {
				if target.Field == "left" {
					l.list(node, target, Target)
				}
			}
			l.field(node, child, "right", Iterable)
		case "block":
			node.add(Body, l.node(child))
		default:
			node.add(Condition, l.node(child))
		}
	}
	return node
}

func golangReturn(l *lowering, n *syntax.Node) *Node {
	node := fresh(Return, n)
	for _, child := range n.Children {
		if child.Kind == "expression_list" {
			l.rest(node, child)
		}
	}
	return node
}

// others makes nodes that have no form of their own, and a name to know them by.
func others(name string) rule {
	return func(l *lowering, n *syntax.Node) *Node {
		node := l.whole(Other, n)
		node.Name = name
		return node
	}
}
