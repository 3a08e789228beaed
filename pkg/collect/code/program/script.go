package program

import (
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// scriptRules are for the grammars of TypeScript and TSX, which read JavaScript too.
func scriptRules() map[string]rule {
	condition, body := plan{"condition", Condition}, plan{"body", Body}
	typed, value := plan{"type", Type}, plan{"value", Value}
	each := []plan{{"left", Target}, {"right", Iterable}, body}
	rules := map[string]rule{
		"program": of(Block), "statement_block": of(Block), "class_body": of(Block), "else_clause": only,
		"import":                   text(Name),
		"empty_statement":          nothing,
		"comment":                  nothing,
		"expression_statement":     only,
		"parenthesized_expression": only,
		"await_expression":         only,
		"as_expression":            first,
		"satisfies_expression":     first, "non_null_expression": first, "type_assertion": only,
		"template_substitution": only, "lexical_declaration": only, "variable_declaration": only,
		"interface_declaration": nothing, "type_alias_declaration": nothing, "type_arguments": nothing,
		"type_annotation": only, "type_identifier": text(Name), "export_statement": scriptExport,
		"import_statement": scriptImport,
		"variable_declarator": shaped(Assign,
			"=", plan{"name", Target}, typed, value),
		"assignment_expression":           scriptAssign,
		"augmented_assignment_expression": assignWith("left", "right"),
		"update_expression":               scriptUpdate,
		"public_field_definition":         scriptField, "field_definition": scriptField,
		"call_expression": scriptCall("function", ""), "new_expression": scriptCall("constructor", "new"),
		"member_expression":    scriptMember,
		"subscript_expression": shaped(Subscript, "", plan{"object", Obj}, plan{"index", Index}),
		"identifier":           text(Name), "this": text(Name), "property_identifier": text(Name),
		"shorthand_property_identifier": scriptShorthand, "shorthand_property_identifier_pattern": text(Name),
		"private_property_identifier": text(Name), "undefined": constant("null"),
		"number": text(Number), "true": constant("true"), "false": constant("false"), "null": constant("null"),
		"string": stringOf("string_fragment", "escape_sequence"), "template_string": stringOf("string_fragment"),
		"regex": scriptPattern,
		"array": of(List), "array_pattern": of(List), "object": of(Object), "object_pattern": of(Object),
		"pair": scriptPair, "pair_pattern": scriptPair,
		"object_assignment_pattern": scriptDefault,
		"spread_element":            shapedSpread, "rest_pattern": shapedSpread,
		"arrow_function":       scriptFunction,
		"function_declaration": scriptFunction,
		"function_expression":  scriptFunction,
		"function":             scriptFunction, "method_definition": scriptFunction, "generator_function": scriptFunction,
		"generator_function_declaration": scriptFunction, "class_declaration": scriptClass, "class": scriptClass,
		"abstract_class_declaration": scriptClass, "enum_declaration": scriptClass, "enum_assignment": scriptField,
		"ternary_expression": shaped(Operation,
			"?", condition, plan{"consequence", None}, plan{"alternative", None}),
		"binary_expression": operation("left", "right"), "unary_expression": operation("argument"),
		"for_statement": shaped(Loop,
			"for", plan{"initializer", Init}, condition, plan{"increment", Update}, body),
		"for_in_statement": shaped(Loop, "each", each...), "while_statement": shaped(Loop, "while", condition, body),
		"do_statement":  shaped(Loop, "while", condition, body),
		"try_statement": shaped(Try, "", body, plan{"handler", Caught}, plan{"finalizer", Finally}),
		"catch_clause":  scriptCatch, "finally_clause": only,
		"switch_statement": scriptSwitch,
		"if_statement":     shaped(If, "", condition, plan{"consequence", Body}, plan{"alternative", Else}),
		"return_statement": of(Return), "throw_statement": of(Raise),
		"break_statement": of(Break), "continue_statement": of(Continue),
	}
	return rules
}

func scriptImport(l *lowering, n *syntax.Node) *Node {
	node := fresh(Import, n)
	if source := l.node(n.Child("source")); source != nil {
		node.Name = ScriptModule(source.Name)
	}
	bind := binder(node)
	for _, clause := range n.Children {
		for _, child := range clause.Children {
			switch child.Kind {
			case "identifier":
				bind(child, "default", l.source(child))
			case "namespace_import":
				for _, name := range child.Children {
					if name.Kind == "identifier" {
						bind(name, "", l.source(name))
					}
				}
			case "named_imports":
				for _, specifier := range child.Children {
					l.specifier(specifier, bind)
				}
			}
		}
	}
	return node
}

// scriptPattern is /429|5\d\d/i, without its slashes and flags.
func scriptPattern(l *lowering, n *syntax.Node) *Node {
	node := fresh(Pattern, n)
	node.Name = l.source(n.Child("pattern"))
	return node
}

// binder adds to an import what it binds.
func binder(to *Node) func(at *syntax.Node, name, alias string) {
	return func(at *syntax.Node, name, alias string) {
		binding := fresh(Binding, at)
		binding.Name, binding.Alias = name, alias
		to.add(None, binding)
	}
}

func (l *lowering) specifier(n *syntax.Node, bind func(at *syntax.Node, name, alias string)) {
	name := n.Child("name")
	if name == nil {
		return
	}
	alias := n.Child("alias")
	if alias == nil {
		alias = name
	}
	bind(n, l.source(name), l.source(alias))
}

// scriptExport is what is exported; export { a } is nothing more. What is handed on from
// another module is imported from there: all of it by the name *.
func scriptExport(l *lowering, n *syntax.Node) *Node {
	if source := l.node(n.Child("source")); source != nil {
		return scriptHandOn(l, n, source.Name)
	}
	node := fresh(Other, n)
	node.Name = "export"
	for _, child := range n.Children {
		node.add(None, l.node(child))
	}
	return node
}

func scriptHandOn(l *lowering, n *syntax.Node, module string) *Node {
	node := fresh(Import, n)
	node.Name = ScriptModule(module)
	bind := binder(node)
	for _, clause := range n.Children {
		switch clause.Kind {
		case "export_clause":
			for _, specifier := range clause.Children {
				l.specifier(specifier, bind)
			}
		case "*":
			bind(clause, "", "*")
		}
	}
	return node
}

// scriptAssign gives something to what is declared elsewhere.
func scriptAssign(l *lowering, n *syntax.Node) *Node {
	node := shaped(Assign, "=", plan{"left", Target}, plan{"right", Value})(l, n)
	node.Alias = Declared
	return node
}

func scriptUpdate(l *lowering, n *syntax.Node) *Node {
	node := fresh(Assign, n)
	if operator := n.Child("operator"); operator != nil {
		node.Name = operator.Kind[:1] + "="
	}
	l.field(node, n, "argument", Target)
	return node
}

func scriptField(l *lowering, n *syntax.Node) *Node {
	node := shaped(Assign, "=", plan{"name", Target}, plan{"property", Target},
		plan{"type", Type}, plan{"value", Value})(l, n)
	for _, target := range node.All(Target) {
		// A field x of a class is this.x.
		this := &Node{Kind: Name, Name: "this", Start: target.Start, End: target.Start}
		target.Kind = Member
		target.add(Obj, this)
	}
	return node
}

func scriptCall(callee, name string) rule {
	return func(l *lowering, n *syntax.Node) *Node {
		node := fresh(Call, n)
		node.Name = name
		l.field(node, n, callee, Callee)
		l.list(node, n.Child("arguments"), Argument)
		return node
	}
}

func scriptMember(l *lowering, n *syntax.Node) *Node {
	node := fresh(Member, n)
	if property := n.Child("property"); property != nil {
		node.Name = l.source(property)
	}
	l.field(node, n, "object", Obj)
	return node
}

func scriptShorthand(l *lowering, n *syntax.Node) *Node {
	node := l.named(Entry, n)
	node.add(Value, l.named(Name, n))
	return node
}

func scriptPair(l *lowering, n *syntax.Node) *Node {
	node := fresh(Entry, n)
	if key := l.node(n.Child("key")); key != nil {
		node.Name = key.Name
	}
	l.field(node, n, "value", Value)
	return node
}

func shapedSpread(l *lowering, n *syntax.Node) *Node {
	node := fresh(Spread, n)
	l.list(node, n, Value)
	return node
}

func scriptFunction(l *lowering, n *syntax.Node) *Node {
	node := fresh(Function, n)
	if name := n.Child("name"); name != nil {
		node.Name = l.source(name)
	}
	for _, child := range n.Children {
		switch {
		case child.Kind == "decorator":
			node.add(Decorator, only(l, child))
		case child.Field == "parameter":
			node.add(Param, l.named(Parameter, child))
		case child.Field == "parameters":
			for _, parameter := range child.Children {
				node.add(Param, scriptParameter(l, parameter))
			}
		case child.Field == "body":
			node.add(Body, l.node(child))
		}
	}
	return node
}

func scriptParameter(l *lowering, n *syntax.Node) *Node {
	pattern := n.Child("pattern")
	if pattern == nil {
		return nil
	}
	node := fresh(Parameter, n)
	if pattern.Kind == "identifier" || pattern.Kind == "rest_pattern" {
		node.Name = l.source(pattern)
	} else {
		node.add(Target, l.node(pattern))
	}
	l.field(node, n, "type", Type)
	l.field(node, n, "value", Value)
	return node
}

// scriptDefault is a part of a pattern with a default: { a = 1 }.
func scriptDefault(l *lowering, n *syntax.Node) *Node {
	node := fresh(Parameter, n)
	if left := n.Child("left"); left != nil {
		node.Name = l.source(left)
	}
	l.field(node, n, "right", Value)
	return node
}
