package program

import (
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

func javaUpdate(l *lowering, n *syntax.Node) *Node {
	node := fresh(Assign, n)
	for _, child := range n.Children {
		if child.Kind == "++" || child.Kind == "--" {
			node.Name = child.Kind[:1] + "="
			continue
		}
		node.add(Target, l.node(child))
	}
	return node
}

func javaCall(l *lowering, n *syntax.Node) *Node {
	node := fresh(Call, n)
	name := n.Child("name")
	if name == nil {
		return l.whole(Other, n)
	}
	called := l.named(Name, name)
	if object := l.node(n.Child("object")); object != nil {
		called = &Node{Kind: Member, Name: called.Name, Start: n.Start, End: name.End}
		called.add(Obj, object)
	}
	node.add(Callee, called)
	l.list(node, n.Child("arguments"), Argument)
	return node
}

// javaNew takes the methods of an anonymous class for functions that are handed on.
func javaNew(l *lowering, n *syntax.Node) *Node {
	node := fresh(Call, n)
	node.Name = "new"
	made := l.node(n.Child("type"))
	if made != nil && made.Kind == Other && len(made.Children) > 0 {
		made = made.Children[0] // new Retry<Void>
	}
	node.add(Callee, made)
	l.list(node, n.Child("arguments"), Argument)
	for _, child := range n.Children {
		if child.Kind != "class_body" {
			continue
		}
		for _, member := range child.Children {
			method := l.node(member)
			if method != nil && method.Kind == Function {
				method.Name = ""
			}
			node.add(Argument, method)
		}
	}
	return node
}

// javaReference is index::query.
func javaReference(l *lowering, n *syntax.Node) *Node {
	node := fresh(Member, n)
	for _, child := range n.Children {
		part := l.node(child)
		if part == nil {
			continue
		}
		if node.Child(Obj) == nil {
			node.add(Obj, part)
			continue
		}
		node.Name = part.Name
	}
	return node
}

func javaCast(l *lowering, n *syntax.Node) *Node { return l.node(n.Child("value")) }

// javaScopedType is Pinecone.Builder.
func javaScopedType(l *lowering, n *syntax.Node) *Node {
	var node *Node
	for _, child := range n.Children {
		part := l.node(child)
		switch {
		case part == nil:
		case node == nil:
			node = part
		default:
			member := &Node{Kind: Member, Name: part.Name, Start: n.Start, End: child.End}
			member.add(Obj, node)
			node = member
		}
	}
	return node
}

func javaTry(l *lowering, n *syntax.Node) *Node {
	node := fresh(Try, n)
	if resources := n.Child("resources"); resources != nil {
		l.list(node, resources, Init)
	}
	l.field(node, n, "body", Body)
	for _, child := range n.Children {
		switch child.Kind {
		case "catch_clause":
			node.add(Caught, javaCatch(l, child))
		case "finally_clause":
			node.add(Finally, l.node(child))
		}
	}
	return node
}

func javaCatch(l *lowering, n *syntax.Node) *Node {
	node := fresh(Handler, n)
	for _, child := range n.Children {
		if child.Kind != "catch_formal_parameter" {
			continue
		}
		if name := child.Child("name"); name != nil {
			node.Name = l.source(name)
		}
		for _, each := range child.Children {
			if each.Kind == "catch_type" {
				l.list(node, each, Type)
			}
		}
	}
	l.field(node, n, "body", Body)
	return node
}
