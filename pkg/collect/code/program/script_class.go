package program

import (
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// scriptClass puts the decorators of methods, which stand before them, into them.
func scriptClass(l *lowering, n *syntax.Node) *Node {
	node := fresh(Class, n)
	if name := n.Child("name"); name != nil {
		node.Name = l.source(name)
	}
	for _, child := range n.Children {
		switch {
		case child.Kind == "decorator":
			node.add(Decorator, only(l, child))
		case child.Kind == "class_heritage":
			node.add(Base, only(l, child))
		case child.Field == "body":
			node.add(Body, l.members(child))
		}
	}
	return node
}

func (l *lowering) members(body *syntax.Node) *Node {
	block := fresh(Block, body)
	var decorators []*syntax.Node
	for _, child := range body.Children {
		if child.Kind == "decorator" {
			decorators = append(decorators, child)
			continue
		}
		member := l.node(child)
		if member == nil {
			continue
		}
		if member.Kind == Function {
			for _, decorator := range decorators {
				member.add(Decorator, only(l, decorator))
			}
		}
		decorators = nil
		block.add(None, member)
	}
	return block
}

func scriptCatch(l *lowering, n *syntax.Node) *Node {
	node := fresh(Handler, n)
	if parameter := n.Child("parameter"); parameter != nil {
		node.Name = l.source(parameter)
	}
	l.field(node, n, "body", Body)
	return node
}
