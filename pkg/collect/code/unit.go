package code

import (
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// unit is one text of source code, with what its names are bound to.
type unit struct {
	path     string
	role     string
	language syntax.Language
	text     []byte
	root     *program.Node
	// broken is for a text that mentions Pinecone and of which not all can be read.
	broken bool
	// file is the scope of the whole text, and scopes has those of its functions.
	file   *scope
	scopes map[*program.Node]*scope
	// attributes has what is assigned to a member of an object, by its name.
	attributes map[string][]binding
	// functions has the functions of the text by name, methods too.
	functions map[string][]*program.Node
	// uses has where a name of a function is used, as a name or as a member.
	uses map[string][]*program.Node
	// aliases has the names that imports give to others' names.
	aliases map[string][]string

	// all is the code of the tree, and exporters are the files of it that the text imports
	// from, by the module.
	all       *codebase
	exporters map[string]*unit
	// handedOn are what other files get by a name, and exports are what that gives them, or a
	// call of it, once they asked.
	handedOn map[string][]declaration
	exports  map[export]*thing
	// behind are the files that the text hands on from by a name, and that cannot be read.
	behind map[string]*unit
	// usedBy are the places in other files that use something of the text, once somebody asked.
	usedBy map[*program.Node][]use
	// modules are those that the text imports.
	modules []string
	// space is the namespace or the package that it is in, once somebody asked.
	space *string

	// What was found out once is kept, so that names that lead to each other in circles end,
	// and a text with many of them takes no longer than it is long. Nil is for what is being
	// found out.
	things    map[*program.Node]answer
	structs   map[*program.Node][]declaration
	lifetimes map[*program.Node]*registration
	helpers   map[*program.Node]*retry
	returns   map[*program.Node]*retry
	loops     map[*program.Node]*retry
	makings   map[*program.Node]*making
	raised    map[string]*raisedErrors
	imports   tri
	page      tri
	http      tri
	lines     *collect.Text
	// specifies is the version of the SDK that its imports name, once that was looked for.
	specifies struct {
		found *dependency
		asked bool
	}
}

// nearest is how many things of one name are looked at: who has more has them made.
const nearest = 16

// scope has the names that a function binds.
type scope struct {
	outer *scope
	names map[string][]binding
	// outside are the scopes of names that the function says it binds there: global index.
	outside map[string]*scope
}

// binding is one thing that a name stands for.
type binding struct {
	// node is what binds it: an Assign, a Parameter, a Binding, a Function, a Class.
	node *program.Node
	// value is what it is bound to, nil where the text does not say.
	value *program.Node
	// place is which of several values that a call gives it is bound to.
	place int
}

// function is what is called by the name, nil where it is no function of the text.
func (b *binding) function() *program.Node {
	switch {
	case b.node.Kind == program.Function:
		return b.node
	case b.value != nil && b.value.Kind == program.Function:
		return b.value
	default:
		return remembered(b.value)
	}
}

// remembered is the function that a call makes one of which keeps what it gave: cache(() => …) of
// React, once(() => …) and memoize(() => …) of lodash, and their kin.
func remembered(call *program.Node) *program.Node {
	if call == nil || call.Kind != program.Call {
		return nil
	}
	first := positional(call, 0)
	if first == nil || first.Kind != program.Function || !isOneOf(callee(call), []string{
		"cache", "once", "memoize", "memoizeone", "memoizee", "pmemoize", "ponce", "memo",
	}) {
		return nil
	}
	return first
}

func newUnit(path string, language syntax.Language, text []byte, root *program.Node) *unit {
	u := &unit{
		path: path, language: language, text: text, root: root,
		file: &scope{names: map[string][]binding{}}, scopes: map[*program.Node]*scope{},
		attributes: map[string][]binding{}, functions: map[string][]*program.Node{},
		uses: map[string][]*program.Node{}, aliases: map[string][]string{}, exporters: map[string]*unit{},
		handedOn: map[string][]declaration{}, exports: map[export]*thing{}, usedBy: map[*program.Node][]use{},
		behind:  map[string]*unit{},
		structs: map[*program.Node][]declaration{}, lifetimes: map[*program.Node]*registration{},
		things: map[*program.Node]answer{}, helpers: map[*program.Node]*retry{}, returns: map[*program.Node]*retry{},
		loops: map[*program.Node]*retry{}, makings: map[*program.Node]*making{},
		raised: map[string]*raisedErrors{},
	}
	u.bind(root, u.file)
	return u
}

// bind fills the scopes with what a node and those in it bind.
func (u *unit) bind(node *program.Node, in *scope) {
	switch node.Kind {
	case program.Import:
		u.modules = append(u.modules, node.Name)
		u.importing(node, in)
	case program.Function:
		in = u.function(node, in)
	case program.Class:
		in.add(node.Name, binding{node: node})
	case program.Assign:
		u.assign(node, in)
	case program.Loop:
		for _, target := range node.All(program.Target) {
			u.target(target, binding{node: node}, in)
		}
	case program.Entry:
		if value := node.Child(program.Value); value != nil && u.language == syntax.Go {
			u.attributes[node.Name] = append(u.attributes[node.Name], binding{node: node, value: value})
		}
	case program.Call:
		u.decorated(node)
	case program.Other:
		u.bindsOutside(node, in)
	case program.Name, program.Member:
		u.uses[node.Name] = append(u.uses[node.Name], node)
	}
	for _, child := range node.Children {
		u.bind(child, in)
	}
}

func (u *unit) importing(node *program.Node, in *scope) {
	for _, child := range node.Children {
		in.add(child.Alias, binding{node: child})
		if child.Alias != child.Name {
			u.aliases[child.Name] = append(u.aliases[child.Name], child.Alias)
		}
	}
}

func (u *unit) function(node *program.Node, in *scope) *scope {
	if node.Name != "" {
		u.functions[node.Name] = append(u.functions[node.Name], node)
		if node.Up(isClassOrFunction) == nil || node.Up(isClassOrFunction).Kind == program.Function {
			in.add(node.Name, binding{node: node})
		}
	}
	inner := &scope{outer: in, names: map[string][]binding{}}
	u.scopes[node] = inner
	for _, parameter := range node.All(program.Param) {
		if parameter.Name != "" {
			inner.add(parameter.Name, binding{node: parameter})
		}
		if pattern := parameter.Child(program.Target); pattern != nil {
			u.target(pattern, binding{node: parameter}, inner)
		}
	}
	return inner
}

func isClassOrFunction(n *program.Node) bool {
	return n.Kind == program.Class || n.Kind == program.Function
}

func (u *unit) assign(node *program.Node, in *scope) {
	value := node.Child(program.Value)
	for _, target := range node.All(program.Target) {
		u.target(target, binding{node: node, value: value}, in)
	}
	if value != nil && value.Kind == program.Function && value.Name == "" {
		// const f = () => … makes a function by that name.
		if target := node.Child(program.Target); target != nil && target.Name != "" {
			u.functions[target.Name] = append(u.functions[target.Name], value)
		}
	}
}

// target binds what stands on the left of an assignment.
func (u *unit) target(target *program.Node, to binding, in *scope) {
	switch target.Kind {
	case program.Name:
		in.declaring(target.Name, to).add(target.Name, to)
		if isBuilt(u.language) && to.node.Kind == program.Assign && to.node.Child(program.Type) == nil {
			u.attributes[target.Name] = append(u.attributes[target.Name], to) // a field may be named without this
		}
	case program.Member:
		u.attributes[target.Name] = append(u.attributes[target.Name], to)
	case program.Subscript:
		if key := keyOf(target); key != "" {
			u.attributes[key] = append(u.attributes[key], to)
		}
	case program.List:
		for i, part := range target.Children {
			inner := to
			inner.place = i
			if to.value != nil && to.value.Kind == program.List {
				inner.value = nil
				if i < len(to.value.Children) {
					inner.value = to.value.Children[i]
				}
			}
			u.target(part, inner, in)
		}
	case program.Object:
		for _, part := range target.Children {
			u.pattern(part, to, in)
		}
	}
}

// pattern binds a part of { a, b: c } = value to value.a and value.b.
func (u *unit) pattern(part *program.Node, to binding, in *scope) {
	name := part.Name
	if to.value != nil && name != "" {
		member := &program.Node{Kind: program.Member, Name: name, Start: part.Start, End: part.End, Parent: to.node}
		object := *to.value
		object.Role = program.Obj
		member.Children = []*program.Node{&object}
		to.value = member
	}
	if value := part.Child(program.Value); part.Kind == program.Entry && value != nil {
		u.target(value, to, in)
		return
	}
	switch part.Kind {
	case program.Name:
		in.add(name, to)
	case program.Parameter: // with a default
		if to.node.Kind == program.Parameter {
			to.node = part
		}
		in.add(name, to)
	}
}

// bindsOutside keeps which names a function of Python binds outside of it.
func (u *unit) bindsOutside(node *program.Node, in *scope) {
	if in == u.file || node.Name != "global" && node.Name != "nonlocal" {
		return
	}
	if in.outside == nil {
		in.outside = map[string]*scope{}
	}
	for _, each := range node.Children {
		in.outside[each.Alias] = u.file
		if node.Name == "nonlocal" {
			in.outside[each.Alias] = in.outer
		}
	}
}

// declaring is the scope that an assignment binds a name in: that of the function, but for a name
// that it says is of another one, or that is declared in one around it.
func (s *scope) declaring(name string, to binding) *scope {
	if of := s.outside[name]; of != nil {
		return of
	}
	if to.node.Kind != program.Assign || to.node.Alias != program.Declared {
		return s
	}
	for of := s; of != nil; of = of.outer {
		if len(of.names[name]) > 0 {
			return of
		}
	}
	return s
}

func (s *scope) add(name string, to binding) {
	if name != "" {
		s.names[name] = append(s.names[name], to)
	}
}

// scopeOf is the scope that a node stands in.
func (u *unit) scopeOf(node *program.Node) *scope {
	if inner, ok := u.scopes[node]; ok {
		return inner
	}
	if function := enclosing(node); function != nil {
		return u.scopes[function]
	}
	return u.file
}

// bindings are what a name that stands at a node is bound to, the latest before it first.
func (u *unit) bindings(name string, at *program.Node) []binding {
	for in := u.scopeOf(at); in != nil; in = in.outer {
		found := in.names[name]
		if len(found) == 0 {
			continue
		}
		split, _ := slices.BinarySearchFunc(found, at.Start, func(each binding, start int) int {
			return cmp.Compare(each.node.Start, start)
		})
		before := slices.Clone(found[max(split-nearest, 0):split])
		slices.Reverse(before)
		before = append(before, found[split:min(split+nearest, len(found))]...)
		if in == u.file && isBuilt(u.language) {
			before = u.withAssigned(name, before)
		}
		return before
	}
	return nil
}

// withAssigned adds what a constructor gives to a field that is declared without a value.
func (u *unit) withAssigned(name string, found []binding) []binding {
	if len(found) != 1 || found[0].value != nil || found[0].node.Kind != program.Assign {
		return found
	}
	var given []binding
	for _, each := range u.attributes[name] {
		if each.value != nil && each.node != found[0].node && len(given) < nearest {
			given = append(given, each)
		}
	}
	return append(given, found...)
}

// enclosing is the function that a node stands in.
func enclosing(node *program.Node) *program.Node {
	return node.Up(func(n *program.Node) bool { return n.Kind == program.Function })
}
