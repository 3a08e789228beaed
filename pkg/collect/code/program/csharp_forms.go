package program

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

func csharpAssign(l *lowering, n *syntax.Node) *Node {
	node := shaped(Assign, "=", plan{"left", Target}, plan{"right", Value})(l, n)
	if operator := n.Child("operator"); operator != nil {
		node.Name = operator.Kind
	}
	return node
}

// csharpUnary leaves out the ! that says that something is not null.
func csharpUnary(l *lowering, n *syntax.Node) *Node {
	operator := ""
	var operand *Node
	for _, child := range n.Children {
		if part := l.node(child); part != nil {
			operand = part
			continue
		}
		operator = child.Kind
	}
	node := fresh(Operation, n)
	node.Name = operator
	switch {
	case operator == "!" && n.Kind == "postfix_unary_expression":
		return operand
	case operator == "++", operator == "--":
		node.Kind, node.Name = Assign, operator[:1]+"="
		node.add(Target, operand)
	default:
		node.add(None, operand)
	}
	return node
}

func csharpCall(l *lowering, n *syntax.Node) *Node {
	node := fresh(Call, n)
	function := n.Child("function")
	if function == nil {
		return l.whole(Other, n)
	}
	node.add(Callee, l.node(function))
	named := function
	if function.Kind == "member_access_expression" {
		named = function.Child("name")
	}
	if named != nil && named.Kind == "generic_name" {
		if function == named {
			node.Children[0] = l.generic(named)
			node.Children[0].Role, node.Children[0].Parent = Callee, node
		}
		for _, each := range named.Children {
			if each.Kind == "type_argument_list" {
				l.list(node, each, Type) // Handle<Exception>()
			}
		}
	}
	l.list(node, n.Child("arguments"), Argument)
	return node
}

// generic is the name of what has arguments in angle brackets.
func (l *lowering) generic(n *syntax.Node) *Node {
	for _, child := range n.Children {
		if child.Kind == "identifier" {
			return l.named(Name, child)
		}
	}
	return l.named(Name, n)
}

func csharpMember(l *lowering, n *syntax.Node) *Node {
	node := fresh(Member, n)
	if named := n.Child("name"); named != nil {
		if named.Kind == "generic_name" {
			node.Name = l.generic(named).Name
		} else {
			node.Name = l.source(named)
		}
	}
	if object := n.Child("expression"); object != nil && object.Kind == "generic_name" {
		node.add(Obj, l.generic(object)) // Policy<Answer>.Handle
		return node
	}
	l.field(node, n, "expression", Obj)
	return node
}

// csharpConditional reads a?.b as a.b.
func csharpConditional(l *lowering, n *syntax.Node) *Node {
	object := l.node(n.Child("condition"))
	for _, child := range n.Children {
		if child.Field == "condition" {
			continue
		}
		if rest := l.node(child); rest != nil {
			bindMember(rest, object)
			return rest
		}
	}
	return object
}

// bindMember gives the first member in what follows ?. the object before it.
func bindMember(rest, object *Node) {
	for at := rest; at != nil; {
		switch {
		case at.Kind == Call:
			at = at.Child(Callee)
		case at.Kind == Member && at.Child(Obj) != nil:
			at = at.Child(Obj)
		default:
			if len(at.Children) == 1 && at.Kind == Other { // .Name
				at.Kind, at.Name, at.Children = Member, at.Children[0].Name, nil
			}
			at.add(Obj, object)
			return
		}
	}
}

func csharpNew(l *lowering, n *syntax.Node) *Node {
	node := fresh(Call, n)
	node.Name = "new"
	if made := n.Child("type"); made != nil && made.Kind == "generic_name" {
		node.add(Callee, l.generic(made))
	} else {
		l.field(node, n, "type", Callee)
	}
	for _, child := range n.Children {
		switch child.Kind {
		case "argument_list":
			l.list(node, child, Argument)
		case "initializer_expression":
			node.add(Argument, l.node(child))
		}
	}
	return node
}

// csharpInitializer is an object where it assigns to names, and a list where not.
func csharpInitializer(l *lowering, n *syntax.Node) *Node {
	node := fresh(List, n)
	for _, child := range n.Children {
		element := l.node(child)
		if element != nil && element.Kind == Assign {
			node.Kind = Object
			entry := fresh(Entry, child)
			if target := element.Child(Target); target != nil {
				entry.Name = target.Name
			}
			entry.add(Value, element.Child(Value))
			element = entry
		}
		node.add(None, element)
	}
	return node
}

func csharpArray(l *lowering, n *syntax.Node) *Node {
	for _, child := range n.Children {
		if child.Kind == "initializer_expression" {
			return l.node(child)
		}
	}
	return l.whole(Other, n)
}

func csharpArgument(l *lowering, n *syntax.Node) *Node {
	name := n.Child("name")
	var value *Node
	for _, child := range n.Children {
		if part := l.node(child); part != nil && child.Field != "name" {
			value = part
		}
	}
	if name == nil {
		return csharpNamed(n, value)
	}
	node := l.named(Keyword, name)
	node.add(Value, value)
	return node
}

// csharpNamed is what an attribute sets by its name: Attempts = 0.
func csharpNamed(n *syntax.Node, value *Node) *Node {
	target, given := value.Child(Target), value.Child(Value)
	if n.Kind != "attribute_argument" || value == nil || value.Kind != Assign || target == nil || given == nil {
		return value
	}
	node := fresh(Keyword, n)
	node.Name = target.Name
	node.add(Value, given)
	return node
}

func csharpRange(l *lowering, n *syntax.Node) *Node {
	node := fresh(Slice, n)
	bounds, at := [2]*Node{}, 0
	for _, child := range n.Children {
		if child.Kind == ".." {
			at = 1
			continue
		}
		bounds[at] = l.node(child)
	}
	for _, bound := range bounds {
		if bound == nil {
			bound = fresh(Other, n)
		}
		node.add(None, bound)
	}
	return node
}

func csharpBoolean(l *lowering, n *syntax.Node) *Node { return l.named(Constant, n) }

// csharpRelation is the >= 500 of a pattern.
func csharpRelation(l *lowering, n *syntax.Node) *Node {
	node := l.whole(Operation, n)
	if len(n.Children) > 0 {
		node.Name = n.Children[0].Kind
	}
	return node
}

func csharpNot(l *lowering, n *syntax.Node) *Node {
	node := l.whole(Operation, n)
	node.Name = "not"
	return node
}

// csharpVerbatim is a string without what it begins and ends with.
func csharpVerbatim(l *lowering, n *syntax.Node) *Node {
	node := l.named(String, n)
	node.Name = strings.Trim(node.Name, "@\"\r\n\t ")
	return node
}
