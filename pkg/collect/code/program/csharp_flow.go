package program

import (
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// csharpLoop has the body as that child that is none of its other parts.
func csharpLoop(name string) rule {
	roles := map[string]Role{
		"initializer": Init, "condition": Condition, "update": Update, "left": Target, "right": Iterable,
		"body": Body, "": Body,
	}
	return func(l *lowering, n *syntax.Node) *Node {
		node := fresh(Loop, n)
		node.Name = name
		for _, child := range n.Children {
			if role, ok := roles[child.Field]; ok {
				node.add(role, l.node(child))
			}
		}
		return node
	}
}

func csharpTry(l *lowering, n *syntax.Node) *Node {
	node := fresh(Try, n)
	l.field(node, n, "body", Body)
	for _, child := range n.Children {
		switch child.Kind {
		case "catch_clause":
			node.add(Caught, csharpCatch(l, child))
		case "finally_clause":
			node.add(Finally, l.node(child))
		}
	}
	return node
}

func csharpCatch(l *lowering, n *syntax.Node) *Node {
	node := fresh(Handler, n)
	for _, child := range n.Children {
		switch child.Kind {
		case "catch_declaration":
			l.field(node, child, "type", Type)
			if name := child.Child("name"); name != nil {
				node.Name = l.source(name)
			}
		case "catch_filter_clause":
			node.add(Condition, only(l, child))
		}
	}
	l.field(node, n, "body", Body)
	return node
}

func csharpUsing(l *lowering, n *syntax.Node) *Node {
	node := fresh(With, n)
	for _, child := range n.Children {
		part := l.node(child)
		switch {
		case part == nil:
		case part.Kind == Block:
			node.add(Body, part)
		default:
			node.add(Value, part)
		}
	}
	return node
}

func csharpSwitch(l *lowering, n *syntax.Node) *Node {
	var sections []section
	if body := n.Child("body"); body != nil {
		for _, each := range body.Children {
			one, asked := section{}, true
			for _, child := range each.Children {
				part := l.node(child)
				switch {
				case child.Kind == ":":
					asked = false
				case child.Kind == "default":
					one.otherwise = true
				case part == nil:
				case asked:
					one.labels = append(one.labels, part)
				default:
					one.statements = append(one.statements, part)
				}
			}
			sections = append(sections, one)
		}
	}
	return l.switched(n, l.node(n.Child("value")), sections)
}
