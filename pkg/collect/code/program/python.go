package program

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// pythonRules are for the grammar of Python.
func pythonRules() map[string]rule {
	loop := []plan{{"left", Target}, {"right", Iterable}, {"body", Body}, {"alternative", Else}}
	return map[string]rule{
		"module": of(Block), "block": of(Block), "else_clause": only, "finally_clause": only,
		"comment": nothing, "type": only, "expression_statement": only, "parenthesized_expression": only,
		"await": only, "type_conversion": nothing, "escape_sequence": nothing, "interpolation": only,
		"import_statement": pythonImport, "import_from_statement": pythonImportFrom, "future_import_statement": nothing,
		"decorated_definition": pythonDecorated, "function_definition": pythonFunction, "lambda": pythonFunction,
		"global_statement": pythonOutside("global"), "nonlocal_statement": pythonOutside("nonlocal"),
		"class_definition":     pythonClass,
		"assignment":           shaped(Assign, "=", plan{"left", Target}, plan{"type", Type}, plan{"right", Value}),
		"named_expression":     shaped(Assign, "=", plan{"name", Target}, plan{"value", Value}),
		"augmented_assignment": assignWith("left", "right"),
		"call":                 pythonCall,
		"keyword_argument":     pythonKeyword,
		"attribute":            pythonAttribute,
		"subscript":            shaped(Subscript, "", plan{"value", Obj}, plan{"subscript", Index}),
		"slice":                pythonSlice,
		"identifier":           text(Name), "dotted_name": text(Name), "integer": text(Number), "float": text(Number),
		"true": constant("true"), "false": constant("false"), "none": constant("null"),
		"string": stringOf("string_content"), "concatenated_string": pythonConcatenated,
		"list": of(List), "tuple": of(List), "set": of(List), "expression_list": of(List), "pattern_list": of(List),
		"tuple_pattern": of(List), "dictionary": of(Object), "pair": pythonPair,
		"list_splat": pythonSpread, "dictionary_splat": pythonSpread,
		"list_comprehension": pythonComprehension, "set_comprehension": pythonComprehension,
		"dictionary_comprehension": pythonComprehension, "generator_expression": pythonComprehension,
		"conditional_expression": pythonConditional,
		"binary_operator":        operation("left", "right"), "boolean_operator": operation("left", "right"),
		"comparison_operator": operation(), "unary_operator": operation("argument"), "not_operator": pythonNot,
		"for_statement":   shaped(Loop, "each", loop...),
		"while_statement": shaped(Loop, "while", plan{"condition", Condition}, plan{"body", Body}, plan{"alternative", Else}),
		"try_statement":   pythonTry, "except_clause": pythonExcept, "except_group_clause": pythonExcept,
		"match_statement": pythonMatch,
		"if_statement":    pythonIf, "elif_clause": pythonIf, "with_statement": pythonWith,
		"return_statement": of(Return), "raise_statement": of(Raise),
		"break_statement": of(Break), "continue_statement": of(Continue),
	}
}

func pythonImport(l *lowering, n *syntax.Node) *Node {
	all := fresh(Other, n)
	for _, child := range n.Children {
		if child.Field != "name" {
			continue
		}
		node := fresh(Import, child)
		binding := fresh(Binding, child)
		if child.Kind == "aliased_import" {
			node.Name = l.source(child.Child("name"))
			binding.Alias = l.source(child.Child("alias"))
		} else {
			node.Name = l.source(child)
			// import a.b makes the name a.
			binding.Alias, _, _ = strings.Cut(node.Name, ".")
			if binding.Alias != node.Name {
				node.Name = binding.Alias
			}
		}
		node.add(None, binding)
		all.add(None, node)
	}
	return all
}

func pythonImportFrom(l *lowering, n *syntax.Node) *Node {
	node := fresh(Import, n)
	for _, child := range n.Children {
		binding := fresh(Binding, child)
		switch {
		case child.Field == "module_name":
			node.Name = l.source(child)
			continue
		case child.Kind == "wildcard_import":
			binding.Alias = "*"
		case child.Field != "name":
			continue
		case child.Kind == "aliased_import":
			binding.Name, binding.Alias = l.source(child.Child("name")), l.source(child.Child("alias"))
		default:
			binding.Name = l.source(child)
			binding.Alias = binding.Name
		}
		node.add(None, binding)
	}
	return node
}

func pythonDecorated(l *lowering, n *syntax.Node) *Node {
	node := l.node(n.Child("definition"))
	if node == nil {
		return nil
	}
	for _, child := range n.Children {
		if child.Kind == "decorator" {
			node.add(Decorator, only(l, child))
		}
	}
	return node
}

func pythonFunction(l *lowering, n *syntax.Node) *Node {
	node := fresh(Function, n)
	if name := n.Child("name"); name != nil {
		node.Name = l.source(name)
	}
	if parameters := n.Child("parameters"); parameters != nil {
		for _, child := range parameters.Children {
			node.add(Param, pythonParameter(l, child))
		}
	}
	l.field(node, n, "return_type", Type)
	l.field(node, n, "body", Body)
	return node
}

func pythonParameter(l *lowering, n *syntax.Node) *Node {
	node := fresh(Parameter, n)
	switch n.Kind {
	case "identifier":
		node.Name = l.source(n)
	case "typed_parameter", "list_splat_pattern", "dictionary_splat_pattern":
		if len(n.Children) > 0 {
			node.Name = strings.TrimLeft(l.source(n.Children[0]), "*")
		}
	case "default_parameter", "typed_default_parameter":
		node.Name = l.source(n.Child("name"))
	default:
		return nil
	}
	l.field(node, n, "type", Type)
	l.field(node, n, "value", Value)
	return node
}

func pythonClass(l *lowering, n *syntax.Node) *Node {
	node := fresh(Class, n)
	node.Name = l.source(n.Child("name"))
	l.list(node, n.Child("superclasses"), Base)
	l.field(node, n, "body", Body)
	return node
}

// assignWith is x += y: the operator is the name.
func assignWith(left, right string) rule {
	return func(l *lowering, n *syntax.Node) *Node {
		node := shaped(Assign, "", plan{left, Target}, plan{right, Value})(l, n)
		if operator := n.Child("operator"); operator != nil {
			node.Name = operator.Kind
		}
		return node
	}
}

func pythonCall(l *lowering, n *syntax.Node) *Node {
	node := fresh(Call, n)
	l.field(node, n, "function", Callee)
	arguments := n.Child("arguments")
	if arguments != nil && arguments.Kind == "generator_expression" {
		node.add(Argument, l.node(arguments))
		return node
	}
	l.list(node, arguments, Argument)
	return node
}

func pythonKeyword(l *lowering, n *syntax.Node) *Node {
	node := fresh(Keyword, n)
	node.Name = l.source(n.Child("name"))
	l.field(node, n, "value", Value)
	return node
}

func pythonAttribute(l *lowering, n *syntax.Node) *Node {
	node := fresh(Member, n)
	if attribute := n.Child("attribute"); attribute != nil {
		node.Name = l.source(attribute)
	}
	l.field(node, n, "object", Obj)
	return node
}
