// Package program is source code of any language in one form: calls, functions, loops and
// what else matters for how a program uses a service. What a language has besides is kept
// as nodes of the kind Other, so that nothing within them is lost.
package program

import (
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// Kind is what a node is.
type Kind int

// The kinds. Parentheses, await, casts and statements of one expression are left out: what
// is in them stands in their place.
const (
	// Other has the children that the language gives it. Those by the name of global and nonlocal
	// have a Binding for each name that a function binds outside of it.
	Other Kind = iota
	// Import has the module as Name, and a Binding for each name that it makes.
	Import
	// Binding makes the name Alias for Name; an empty Name is the module itself, and an
	// asterisk all that is in it.
	Binding
	// Function has Decorators, Parameters and a Body; Name is empty for a lambda.
	Function
	// Class has Decorators, Bases and a Body.
	Class
	// Parameter may have a Type and a Value.
	Parameter
	// Call has a Callee and Arguments; Name is "new" where an object is made by that word.
	Call
	// Keyword is an argument with a Name and a Value.
	Keyword
	// Member is Name of an Object.
	Member
	// Subscript is an element of an Object, at an Index.
	Subscript
	// Name is a variable, also this and self.
	Name
	// String has what is known of it as Name; what is put into it are children.
	String
	// Pattern is a regular expression that the language has a form for, with its text as Name.
	Pattern
	// Number has its digits as Name.
	Number
	// Constant is true, false or null.
	Constant
	// List has its elements as children.
	List
	// Object has Entries.
	Object
	// Entry has a Name and a Value.
	Entry
	// Spread puts the elements of a Value into a list, an object or a call.
	Spread
	// Operation has an operator as Name and its operands as children.
	Operation
	// Slice is a part of a list: the bounds are children.
	Slice
	// Assign has Targets and a Value, maybe a Type; Name is its operator. Alias is Declared
	// where it declares nothing, in languages that tell.
	Assign
	// Loop has a Body, and a Condition, or Targets and what it goes over as Iterable, or an
	// Init, a Condition and an Update. Name is while, for, each or comprehension.
	Loop
	// Try has a Body, Handlers, an Else and a Finally.
	Try
	// Handler has Types, a Body, maybe a Condition, and the error's variable as Name.
	Handler
	// If has a Condition, a Body and an Else.
	If
	// With has what it opens as Value, or as an Assign, and a Body.
	With
	// Return, Raise, Break and Continue leave something.
	Return
	Raise
	Break
	Continue
	// Block is a list of statements.
	Block
)

// Declared is the Alias of an Assign to what is declared elsewhere.
const Declared = "declared"

// Role is what a node is to its parent.
type Role int

// The roles.
const (
	None Role = iota
	Decorator
	Param
	Body
	Base
	Callee
	Argument
	Target
	Value
	Type
	Obj
	Index
	Init
	Condition
	Update
	Iterable
	Caught
	Else
	Finally
)

// Node is a part of a program.
type Node struct {
	Kind  Kind
	Role  Role
	Name  string
	Alias string
	// Start and End are offsets into the text.
	Start, End int
	Parent     *Node
	Children   []*Node
}

// Child is the first child in a role; nil has no children.
func (n *Node) Child(role Role) *Node {
	if n == nil {
		return nil
	}
	for _, child := range n.Children {
		if child.Role == role {
			return child
		}
	}
	return nil
}

// First is the first child, whatever its role; nil where there is none.
func (n *Node) First() *Node {
	if n == nil || len(n.Children) == 0 {
		return nil
	}
	return n.Children[0]
}

// Named says whether a node is there and has a name.
func (n *Node) Named(name string) bool { return n != nil && n.Name == name }

// All are the children in a role.
func (n *Node) All(role Role) []*Node {
	var all []*Node
	for _, child := range n.Children {
		if child.Role == role {
			all = append(all, child)
		}
	}
	return all
}

// Walk visits a node and what is in it, in the order of the text, until visit is false for
// a node: what is in that one is left out.
func (n *Node) Walk(visit func(*Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	for _, child := range n.Children {
		child.Walk(visit)
	}
}

// Find is the first node within a node, or the node itself, that fits.
func (n *Node) Find(fits func(*Node) bool) *Node {
	var found *Node
	n.Walk(func(node *Node) bool {
		if found == nil && fits(node) {
			found = node
		}
		return found == nil
	})
	return found
}

// Up is the nearest node around a node that fits.
func (n *Node) Up(fits func(*Node) bool) *Node {
	for up := n.Parent; up != nil; up = up.Parent {
		if fits(up) {
			return up
		}
	}
	return nil
}

// Within says whether a node is another or stands in it.
func (n *Node) Within(other *Node) bool {
	for up := n; up != nil; up = up.Parent {
		if up == other {
			return true
		}
	}
	return false
}

// add gives a node a child in a role; nil is no child.
func (n *Node) add(role Role, child *Node) {
	if child == nil {
		return
	}
	child.Role, child.Parent = role, n
	n.Children = append(n.Children, child)
}

// Lower brings the tree of a text into this form.
func Lower(language syntax.Language, root *syntax.Node, text []byte) *Node {
	l := &lowering{text: text, jumps: map[string][]*Node{}}
	switch language {
	case syntax.Python:
		l.rules = pythonRules()
	case syntax.Go:
		l.rules = golangRules()
	case syntax.Java:
		l.rules = javaRules()
	case syntax.CSharp:
		l.rules = csharpRules()
	default:
		l.rules = scriptRules()
	}
	return l.node(root)
}
