package program

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// csharpRules are for the grammar of C#.
func csharpRules() map[string]rule {
	condition, left, right := plan{"condition", Condition}, plan{"left", None}, plan{"right", None}
	rules := map[string]rule{
		"compilation_unit": of(Block), "block": of(Block), "declaration_list": of(Block), "comment": nothing,
		"global_statement": only, "expression_statement": only, "parenthesized_expression": only, "await_expression": only,
		"local_declaration_statement": csharpLocal, "using_directive": csharpImport, "modifier": nothing,
		"file_scoped_namespace_declaration": csharpNamespace, "namespace_declaration": csharpNamespace,
		"class_declaration": csharpClass, "record_declaration": csharpClass, "struct_declaration": csharpClass,
		"interface_declaration": csharpClass, "record_struct_declaration": csharpClass,
		"method_declaration": csharpFunction, "constructor_declaration": csharpFunction,
		"local_function_statement": csharpFunction, "lambda_expression": csharpFunction,
		"anonymous_method_expression": csharpFunction, "arrow_expression_clause": only,
		"field_declaration": csharpField, "property_declaration": csharpProperty, "variable_declaration": csharpVariable,
		"assignment_expression":    csharpAssign,
		"postfix_unary_expression": csharpUnary, "prefix_unary_expression": csharpUnary,
		"invocation_expression":               csharpCall,
		"object_creation_expression":          csharpNew,
		"implicit_object_creation_expression": csharpNew,
		"member_access_expression":            csharpMember, "qualified_name": golangMember("name", "qualifier"),
		"conditional_access_expression": csharpConditional,
		"element_access_expression": shaped(Subscript,
			"", plan{"expression", Obj}, plan{"subscript", Index}),
		"bracketed_argument_list": only, "range_expression": csharpRange,
		"argument": csharpArgument, "attribute_argument": csharpArgument,
		"initializer_expression": csharpInitializer, "element_binding_expression": of(List),
		"collection_expression": of(List), "implicit_array_creation_expression": only,
		"array_creation_expression": csharpArray, "collection_element": only,
		"array_rank_specifier": nothing, "identifier": text(Name), "this": text(Name), "base": text(Name),
		"implicit_type": text(Name), "predefined_type": text(Name), "nullable_type": only, "generic_name": of(Other),
		"integer_literal": text(Number), "real_literal": text(Number),
		"boolean_literal": csharpBoolean, "null_literal": constant("null"),
		"string_literal":          stringOf("string_literal_content", "escape_sequence"),
		"verbatim_string_literal": csharpVerbatim, "raw_string_literal": csharpVerbatim,
		"interpolated_string_expression": stringOf("string_content"),
		"binary_expression":              operation("left", "right"), "cast_expression": javaCast,
		"as_expression": first,
		"is_pattern_expression": shaped(Operation,
			"is", plan{"expression", None}, plan{"pattern", None}),
		"constant_pattern": only, "relational_pattern": csharpRelation, "negated_pattern": csharpNot,
		"or_pattern": shaped(Operation, "or", left, right), "and_pattern": shaped(Operation, "and", left, right),
		"conditional_expression": shaped(Operation,
			"?", condition, plan{"consequence", None}, plan{"alternative", None}),
		"for_statement": csharpLoop("for"), "foreach_statement": csharpLoop("each"),
		"while_statement": csharpLoop("while"), "do_statement": csharpLoop("while"),
		"try_statement": csharpTry, "finally_clause": only, "using_statement": csharpUsing,
		"if_statement":     shaped(If, "", condition, plan{"consequence", Body}, plan{"alternative", Else}),
		"switch_statement": csharpSwitch,
		"return_statement": of(Return), "throw_statement": of(Raise), "throw_expression": of(Raise),
		"break_statement": of(Break), "continue_statement": of(Continue), "goto_statement": of(Continue),
	}
	return rules
}

// csharpImport opens a namespace, or names a part of one.
func csharpImport(l *lowering, n *syntax.Node) *Node {
	node, binding := fresh(Import, n), fresh(Binding, n)
	binding.Name, binding.Alias = "*", "*"
	for _, child := range n.Children {
		switch child.Kind {
		case "identifier", "qualified_name", "alias_qualified_name":
			if child.Field == "name" {
				binding.Alias = l.source(child)
				continue
			}
			node.Name = strings.TrimPrefix(l.source(child), "global::")
		}
	}
	if dot := strings.LastIndexByte(node.Name, '.'); binding.Alias != "*" && dot > 0 {
		node.Name, binding.Name = node.Name[:dot], node.Name[dot+1:]
	}
	node.add(None, binding)
	return node
}

// csharpNamespace is what stands in it.
func csharpNamespace(l *lowering, n *syntax.Node) *Node {
	node := fresh(Block, n)
	l.rest(node, n, "name")
	return node
}

func csharpClass(l *lowering, n *syntax.Node) *Node {
	node := fresh(Class, n)
	if name := n.Child("name"); name != nil {
		node.Name = l.source(name)
	}
	l.attributes(node, n)
	for _, child := range n.Children {
		switch child.Kind {
		case "base_list":
			l.list(node, child, Base)
		case "parameter_list": // those of a primary constructor are known in all of the class
			for _, each := range child.Children {
				if name := each.Child("name"); name != nil {
					parameter := l.declared(each, name, each.Child("type"), nil)
					l.attributes(parameter, each)
					node.add(None, parameter)
				}
			}
		}
	}
	l.field(node, n, "body", Body)
	return node
}

// attributes gives a node what stands in brackets before it.
func (l *lowering) attributes(node *Node, n *syntax.Node) {
	for _, list := range n.Children {
		if list.Kind != "attribute_list" {
			continue
		}
		for _, each := range list.Children {
			if each.Kind != "attribute" {
				continue
			}
			call := fresh(Call, each)
			l.field(call, each, "name", Callee)
			for _, arguments := range each.Children {
				if arguments.Kind == "attribute_argument_list" {
					l.list(call, arguments, Argument)
				}
			}
			node.add(Decorator, call)
		}
	}
}

func csharpFunction(l *lowering, n *syntax.Node) *Node {
	node := fresh(Function, n)
	if name := n.Child("name"); name != nil {
		node.Name = l.source(name)
	}
	if n.Kind == "constructor_declaration" {
		node.Name = "constructor"
	}
	l.attributes(node, n)
	for _, child := range n.Children {
		switch child.Kind {
		case "implicit_parameter":
			node.add(Param, l.named(Parameter, child))
		case "parameter_list":
			for _, each := range child.Children {
				l.csharpParameter(node, each)
			}
		}
	}
	l.field(node, n, "returns", Type)
	l.field(node, n, "body", Body)
	if node.Child(Body) == nil {
		for _, child := range n.Children {
			if child.Kind == "block" || child.Kind == "arrow_expression_clause" {
				node.add(Body, l.node(child))
			}
		}
	}
	return node
}

func (l *lowering) csharpParameter(node *Node, n *syntax.Node) {
	name := n.Child("name")
	if n.Kind == "implicit_parameter" {
		name = n
	}
	if name == nil {
		return
	}
	parameter := l.named(Parameter, name)
	l.field(parameter, n, "type", Type)
	l.attributes(parameter, n)
	for _, child := range n.Children {
		if child.Field == "" && child.Kind != "=" && child.Kind != "modifier" && child.Kind != "attribute_list" {
			parameter.add(Value, l.node(child))
		}
	}
	node.add(Param, parameter)
}

// initial is the value that a declarator ends with.
func initial(n *syntax.Node) *syntax.Node {
	for i, child := range n.Children {
		if child.Kind == "=" && i+1 < len(n.Children) {
			return n.Children[i+1]
		}
	}
	return nil
}

func csharpField(l *lowering, n *syntax.Node) *Node {
	block := fresh(Block, n)
	for _, declaration := range n.Children {
		if declaration.Kind != "variable_declaration" {
			continue
		}
		for _, each := range declaration.Children {
			if name := each.Child("name"); each.Kind == "variable_declarator" && name != nil {
				block.add(None, l.declared(each, name, declaration.Child("type"), initial(each)))
			}
		}
	}
	return single(block)
}

func csharpProperty(l *lowering, n *syntax.Node) *Node {
	name := n.Child("name")
	if name == nil {
		return l.whole(Other, n)
	}
	node := l.declared(n, name, n.Child("type"), n.Child("value"))
	if accessors := n.Child("accessors"); accessors != nil {
		node.add(None, l.node(accessors))
	}
	return node
}

func csharpLocal(l *lowering, n *syntax.Node) *Node {
	for _, child := range n.Children {
		if child.Kind == "variable_declaration" {
			return l.node(child)
		}
	}
	return l.whole(Other, n)
}

func csharpVariable(l *lowering, n *syntax.Node) *Node {
	block := fresh(Block, n)
	for _, each := range n.Children {
		name := each.Child("name")
		if each.Kind != "variable_declarator" || name == nil {
			continue
		}
		node := fresh(Assign, n)
		node.Name = "="
		node.add(Target, l.named(Name, name))
		node.add(Type, l.node(n.Child("type")))
		node.add(Value, l.node(initial(each)))
		block.add(None, node)
	}
	return single(block)
}
