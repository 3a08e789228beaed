package program

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// javaRules are for the grammar of Java.
func javaRules() map[string]rule {
	condition, body := plan{"condition", Condition}, plan{"body", Body}
	typed, value := plan{"type", Type}, plan{"value", Value}
	return map[string]rule{
		"program": of(Block), "block": of(Block), "class_body": of(Block), "constructor_body": of(Block),
		"interface_body": of(Block), "enum_body": of(Block), "enum_body_declarations": of(Block),
		"line_comment": nothing, "block_comment": nothing, "package_declaration": nothing,
		"import_declaration": javaImport, "expression_statement": only, "parenthesized_expression": only,
		"class_declaration": javaClass, "record_declaration": javaClass, "enum_declaration": javaClass,
		"interface_declaration": javaClass, "static_initializer": only,
		"method_declaration": javaFunction, "constructor_declaration": javaFunction,
		"compact_constructor_declaration": javaFunction, "lambda_expression": javaFunction,
		"field_declaration": javaField, "local_variable_declaration": javaVariable,
		"resource":              shaped(Assign, "=", plan{"name", Target}, typed, value),
		"assignment_expression": assignWith("left", "right"), "update_expression": javaUpdate,
		"method_invocation": javaCall, "object_creation_expression": javaNew, "method_reference": javaReference,
		"field_access":       golangMember("field", "object"),
		"scoped_identifier":  golangMember("name", "scope"),
		"array_access":       shaped(Subscript, "", plan{"array", Obj}, plan{"index", Index}),
		"array_initializer":  of(List),
		"element_value_pair": shaped(Keyword, "", value),
		"generic_type":       of(Other), "type_identifier": text(Name), "scoped_type_identifier": javaScopedType,
		"identifier": text(Name), "this": text(Name), "super": text(Name),
		"decimal_integer_literal": text(Number), "decimal_floating_point_literal": text(Number),
		"true": constant("true"), "false": constant("false"), "null_literal": constant("null"),
		"string_literal":    stringOf("string_fragment", "escape_sequence", "multiline_string_fragment"),
		"binary_expression": operation("left", "right"), "unary_expression": operation("operand"),
		"cast_expression": javaCast, "instanceof_expression": operation("left", "right"),
		"ternary_expression": shaped(Operation,
			"?", condition, plan{"consequence", None}, plan{"alternative", None}),
		"for_statement": shaped(Loop, "for", plan{"init", Init}, condition, plan{"update", Update}, body),
		"enhanced_for_statement": shaped(Loop,
			"each", plan{"name", Target}, plan{"value", Iterable}, body),
		"while_statement": shaped(Loop, "while", condition, body), "do_statement": shaped(Loop, "while", condition, body),
		"try_statement": javaTry, "try_with_resources_statement": javaTry, "finally_clause": only,
		"if_statement":      shaped(If, "", condition, plan{"consequence", Body}, plan{"alternative", Else}),
		"switch_expression": javaSwitch,
		"return_statement":  of(Return), "throw_statement": of(Raise), "yield_statement": of(Return),
		"break_statement": of(Break), "continue_statement": of(Continue),
		"marker_annotation": javaAnnotation, "annotation": javaAnnotation,
	}
}

// javaImport binds the last part of what is imported; an asterisk binds all of a package.
func javaImport(l *lowering, n *syntax.Node) *Node {
	node, binding := fresh(Import, n), fresh(Binding, n)
	path, all := "", false
	for _, child := range n.Children {
		switch child.Kind {
		case "scoped_identifier", "identifier":
			path = l.source(child)
		case "asterisk":
			all = true
		}
	}
	node.Name, binding.Name, binding.Alias = path, "*", "*"
	if dot := strings.LastIndexByte(path, '.'); !all && dot > 0 {
		node.Name, binding.Name, binding.Alias = path[:dot], path[dot+1:], path[dot+1:]
	}
	node.add(None, binding)
	return node
}

func javaClass(l *lowering, n *syntax.Node) *Node {
	node := fresh(Class, n)
	if name := n.Child("name"); name != nil {
		node.Name = l.source(name)
	}
	l.modifiers(node, n)
	l.field(node, n, "superclass", Base)
	l.field(node, n, "interfaces", Base)
	if parameters := n.Child("parameters"); parameters != nil { // a record's are its fields
		for _, each := range parameters.Children {
			if name := each.Child("name"); name != nil {
				node.add(None, l.declared(each, name, each.Child("type"), nil))
			}
		}
	}
	l.field(node, n, "body", Body)
	return node
}

// modifiers gives a node the annotations among its modifiers.
func (l *lowering) modifiers(node *Node, n *syntax.Node) {
	for _, child := range n.Children {
		if child.Kind != "modifiers" {
			continue
		}
		for _, each := range child.Children {
			if each.Kind == "annotation" || each.Kind == "marker_annotation" {
				node.add(Decorator, l.node(each))
			}
		}
	}
}

// javaAnnotation is a call, also where it has no arguments.
func javaAnnotation(l *lowering, n *syntax.Node) *Node {
	node := fresh(Call, n)
	l.field(node, n, "name", Callee)
	arguments := n.Child("arguments")
	if arguments == nil {
		return node
	}
	for _, each := range arguments.Children {
		argument := l.node(each)
		if key := each.Child("key"); argument != nil && key != nil {
			argument.Name = l.source(key)
		}
		node.add(Argument, argument)
	}
	return node
}

func javaFunction(l *lowering, n *syntax.Node) *Node {
	node := fresh(Function, n)
	if name := n.Child("name"); name != nil {
		node.Name = l.source(name)
	}
	if strings.HasSuffix(n.Kind, "constructor_declaration") {
		node.Name = "constructor"
	}
	l.modifiers(node, n)
	if parameters := n.Child("parameters"); parameters != nil {
		if parameters.Kind == "identifier" {
			node.add(Param, l.named(Parameter, parameters))
		}
		for _, each := range parameters.Children {
			l.javaParameter(node, each)
		}
	}
	l.field(node, n, "type", Type)
	l.field(node, n, "body", Body)
	return node
}

func (l *lowering) javaParameter(node *Node, n *syntax.Node) {
	name := n.Child("name")
	if n.Kind == "identifier" {
		name = n
	}
	if name == nil {
		return
	}
	parameter := l.named(Parameter, name)
	l.field(parameter, n, "type", Type)
	node.add(Param, parameter)
}

// declared is a field of a class: a name within the class, and an attribute of this.
func (l *lowering) declared(n, name, typed, value *syntax.Node) *Node {
	node := fresh(Assign, n)
	node.Name = "="
	member := l.named(Member, name)
	member.add(Obj, &Node{Kind: Name, Name: "this", Start: name.Start, End: name.Start})
	node.add(Target, l.named(Name, name))
	node.add(Target, member)
	node.add(Type, l.node(typed))
	node.add(Value, l.node(value))
	return node
}

func javaField(l *lowering, n *syntax.Node) *Node {
	block := fresh(Block, n)
	for _, each := range n.Children {
		if name := each.Child("name"); each.Field == "declarator" && name != nil {
			block.add(None, l.declared(n, name, n.Child("type"), each.Child("value")))
		}
	}
	return single(block)
}

func javaVariable(l *lowering, n *syntax.Node) *Node {
	block := fresh(Block, n)
	for _, each := range n.Children {
		name := each.Child("name")
		if each.Field != "declarator" || name == nil {
			continue
		}
		node := fresh(Assign, n)
		node.Name = "="
		node.add(Target, l.named(Name, name))
		node.add(Type, l.node(n.Child("type")))
		node.add(Value, l.node(each.Child("value")))
		block.add(None, node)
	}
	return single(block)
}

// single is the one statement of a block, or the block.
func single(block *Node) *Node {
	if len(block.Children) == 1 {
		return block.Children[0]
	}
	return block
}
