package program

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// pythonSlice keeps the place of what is left out: [:n] has nothing as its first bound.
func pythonSlice(l *lowering, n *syntax.Node) *Node {
	node := fresh(Slice, n)
	bounds := []*Node{nil}
	for _, child := range n.Children {
		if child.Kind == ":" {
			bounds = append(bounds, nil)
			continue
		}
		bounds[len(bounds)-1] = l.node(child)
	}
	for _, bound := range bounds {
		if bound == nil {
			bound = fresh(Other, n)
		}
		node.add(None, bound)
	}
	return node
}

func pythonConcatenated(l *lowering, n *syntax.Node) *Node {
	node := fresh(String, n)
	for _, child := range n.Children {
		if part := l.node(child); part != nil {
			node.Name += part.Name
			for _, inner := range part.Children {
				node.add(None, inner)
			}
		}
	}
	return node
}

func pythonPair(l *lowering, n *syntax.Node) *Node {
	node := fresh(Entry, n)
	if key := l.node(n.Child("key")); key != nil && (key.Kind == String || key.Kind == Number) {
		node.Name = key.Name
	}
	l.field(node, n, "value", Value)
	return node
}

func pythonSpread(l *lowering, n *syntax.Node) *Node {
	node := fresh(Spread, n)
	for _, child := range n.Children {
		node.add(Value, l.node(child))
	}
	return node
}

// pythonComprehension is a loop over its first clause, with the others within it.
func pythonComprehension(l *lowering, n *syntax.Node) *Node {
	node := fresh(Loop, n)
	node.Name = "comprehension"
	for _, child := range n.Children {
		switch child.Kind {
		case "for_in_clause":
			l.field(node, child, "left", Target)
			l.field(node, child, "right", Iterable)
		case "if_clause":
			node.add(None, only(l, child))
		}
	}
	l.field(node, n, "body", Body)
	return node
}

// pythonConditional is "a if c else b", with c as its condition.
func pythonConditional(l *lowering, n *syntax.Node) *Node {
	node := fresh(Operation, n)
	node.Name = "?"
	var parts []*Node
	for _, child := range n.Children {
		if part := l.node(child); part != nil {
			parts = append(parts, part)
		}
	}
	for i, part := range parts {
		role := None
		if i == 1 && len(parts) == 3 {
			role = Condition
		}
		node.add(role, part)
	}
	return node
}

func pythonNot(l *lowering, n *syntax.Node) *Node {
	node := fresh(Operation, n)
	node.Name = "not"
	l.field(node, n, "argument", None)
	return node
}

func pythonTry(l *lowering, n *syntax.Node) *Node {
	node := fresh(Try, n)
	for _, child := range n.Children {
		role := None
		switch {
		case child.Field == "body":
			role = Body
		case strings.HasPrefix(child.Kind, "except"):
			role = Caught
		case child.Kind == "else_clause":
			role = Else
		case child.Kind == "finally_clause":
			role = Finally
		}
		node.add(role, l.node(child))
	}
	return node
}

// pythonExcept is "except A as e:", of which some versions of the grammar make a pattern.
func pythonExcept(l *lowering, n *syntax.Node) *Node {
	node := fresh(Handler, n)
	for _, child := range n.Children {
		switch {
		case child.Kind == "block":
			node.add(Body, l.node(child))
		case child.Kind == "as_pattern":
			node.add(Type, first(l, child))
			if alias := child.Child("alias"); alias != nil {
				node.Name = l.source(alias)
			}
		case child.Field == "alias":
			node.Name = l.source(child)
		default:
			node.add(Type, l.node(child))
		}
	}
	return node
}

// pythonIf makes of each elif an if in the else of the one before.
func pythonIf(l *lowering, n *syntax.Node) *Node {
	node := shaped(If, "", plan{"condition", Condition}, plan{"consequence", Body})(l, n)
	last := node
	for _, child := range n.Children {
		if child.Field != "alternative" {
			continue
		}
		next := l.node(child)
		last.add(Else, next)
		if next != nil && next.Kind == If {
			last = next
		}
	}
	return node
}

func pythonWith(l *lowering, n *syntax.Node) *Node {
	node := fresh(With, n)
	for _, clause := range n.Children {
		if clause.Kind != "with_clause" {
			continue
		}
		for _, item := range clause.Children {
			if value := item.Child("value"); value != nil {
				node.add(Value, pythonOpened(l, value))
			}
		}
	}
	l.field(node, n, "body", Body)
	if values := node.All(Value); len(values) == 1 && values[0].Kind == Call && values[0].Child(Callee) != nil &&
		values[0].Child(Callee).Name == "suppress" {
		return suppressed(l, n, values[0])
	}
	return node
}

// suppressed makes of "with suppress(A):" the "try: … except A: pass" that it is.
func suppressed(l *lowering, n *syntax.Node, call *Node) *Node {
	node, handler := fresh(Try, n), fresh(Handler, n)
	for _, each := range call.All(Argument) {
		handler.add(Type, each)
	}
	handler.add(Body, fresh(Block, n))
	l.field(node, n, "body", Body)
	node.add(Caught, handler)
	return node
}

// pythonOpened is what a with statement opens: f() as x assigns.
func pythonOpened(l *lowering, n *syntax.Node) *Node {
	if n.Kind != "as_pattern" {
		return l.node(n)
	}
	node := fresh(Assign, n)
	node.Name = "="
	if alias := n.Child("alias"); alias != nil {
		node.add(Target, only(l, alias))
	}
	node.add(Value, first(l, n))
	return node
}

// pythonOutside is global a, b: names that are bound outside of the function.
func pythonOutside(word string) rule {
	return func(l *lowering, n *syntax.Node) *Node {
		node := fresh(Other, n)
		node.Name = word
		bind := binder(node)
		for _, child := range n.Children {
			if child.Kind == "identifier" {
				bind(child, "", l.source(child))
			}
		}
		return node
	}
}
