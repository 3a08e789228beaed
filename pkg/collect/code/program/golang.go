package program

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// golangRules are for the grammar of Go.
func golangRules() map[string]rule {
	condition := plan{"condition", Condition}
	then, other := plan{"consequence", Body}, plan{"alternative", Else}
	return map[string]rule{
		"source_file": of(Block), "block": golangBlock, "statement_list": golangBlock, "comment": nothing,
		"expression_statement": only, "parenthesized_expression": only, "literal_element": only,
		"package_clause": nothing, "import_spec": golangImport,
		"function_declaration": golangFunction, "method_declaration": golangFunction, "func_literal": golangFunction,
		"type_spec": golangType, "type_alias": golangType,
		"field_declaration":     golangField,
		"short_var_declaration": golangAssign, "assignment_statement": golangAssign,
		"var_spec": golangVariable, "const_spec": golangVariable,
		"inc_statement": golangStep("+="), "dec_statement": golangStep("-="),
		"call_expression":             golangCall,
		"selector_expression":         golangMember("field", "operand"),
		"qualified_type":              golangMember("name", "package"),
		"index_expression":            shaped(Subscript, "", plan{"operand", Obj}, plan{"index", Index}),
		"slice_expression":            golangSlice,
		"composite_literal":           golangComposite,
		"keyed_element":               golangEntry,
		"unary_expression":            golangUnary,
		"identifier":                  text(Name),
		"field_identifier":            text(Name),
		"package_identifier":          text(Name),
		"type_identifier":             text(Name),
		"pointer_type":                only,
		"int_literal":                 text(Number),
		"float_literal":               text(Number),
		"true":                        constant("true"),
		"false":                       constant("false"),
		"nil":                         constant("null"),
		"binary_expression":           operation("left", "right"),
		"for_statement":               golangFor,
		"if_statement":                shaped(If, "", plan{"initializer", Init}, condition, then, other),
		"return_statement":            golangReturn,
		"label_name":                  text(Name),
		"break_statement":             of(Break),
		"continue_statement":          of(Continue),
		"variadic_argument":           shapedSpread,
		"go_statement":                only,
		"defer_statement":             only,
		"goto_statement":              golangGoto,
		"labeled_statement":           others("label"),
		"send_statement":              others("send"),
		"expression_switch_statement": golangSwitch,
		"interpreted_string_literal":  stringOf("interpreted_string_literal_content", "escape_sequence"),
		"raw_string_literal":          stringOf("raw_string_literal_content"),
	}
}

func golangImport(l *lowering, n *syntax.Node) *Node {
	node, binding := fresh(Import, n), fresh(Binding, n)
	if path := l.node(n.Child("path")); path != nil {
		node.Name = path.Name
	}
	parts := strings.Split(node.Name, "/")
	binding.Alias = parts[len(parts)-1]
	version, ok := strings.CutPrefix(binding.Alias, "v")
	if ok && len(parts) > 1 && strings.Trim(version, "0123456789") == "" {
		binding.Alias = parts[len(parts)-2]
	}
	binding.Alias = strings.TrimSuffix(strings.TrimPrefix(binding.Alias, "go-"), "-go")
	if name := n.Child("name"); name != nil {
		binding.Alias = l.source(name)
	}
	node.add(None, binding)
	return node
}

// golangFunction has what a method belongs to as its first parameter, whose Alias says so.
func golangFunction(l *lowering, n *syntax.Node) *Node {
	node := fresh(Function, n)
	if name := n.Child("name"); name != nil {
		node.Name = l.source(name)
	}
	for _, field := range []string{"receiver", "parameters"} {
		list := n.Child(field)
		if list == nil {
			continue
		}
		for _, declared := range list.Children {
			for _, child := range declared.Children {
				if child.Field == "name" {
					parameter := l.named(Parameter, child)
					parameter.Alias = field
					l.field(parameter, declared, "type", Type)
					node.add(Param, parameter)
				}
			}
		}
	}
	if result := n.Child("result"); result != nil && result.Kind == "parameter_list" {
		results := l.whole(Other, result)
		results.Name = "results"
		node.add(Type, results)
	} else {
		l.field(node, n, "result", Type)
	}
	l.field(node, n, "body", Body)
	return node
}

// golangField makes of a field of a struct an attribute that has a type.
func golangField(l *lowering, n *syntax.Node) *Node {
	node := fresh(Assign, n)
	node.Name = "="
	for _, child := range n.Children {
		if child.Field == "name" {
			target := l.named(Member, child)
			target.add(Obj, &Node{Kind: Name, Name: "type", Start: child.Start, End: child.Start})
			node.add(Target, target)
		}
	}
	if typed := l.node(n.Child("type")); len(node.Children) == 0 && typed != nil { // embedded
		target := &Node{Kind: Member, Name: typed.Name, Start: n.Start, End: n.End}
		target.add(Obj, &Node{Kind: Name, Name: "type", Start: n.Start, End: n.Start})
		node.add(Target, target)
		node.Alias = "embedded"
	}
	l.field(node, n, "type", Type)
	return node
}

// golangAssign has a list as its target where there is more than one on the left.
func golangAssign(l *lowering, n *syntax.Node) *Node {
	node := fresh(Assign, n)
	node.Name = "="
	if operator := n.Child("operator"); operator != nil {
		node.Name = operator.Kind
	}
	node.add(Target, l.single(n.Child("left")))
	node.add(Value, l.single(n.Child("right")))
	return node
}

// single is the one element of a list, or the list.
func (l *lowering) single(n *syntax.Node) *Node {
	if n == nil {
		return nil
	}
	list := l.whole(List, n)
	if len(list.Children) == 1 {
		return list.Children[0]
	}
	return list
}

func golangVariable(l *lowering, n *syntax.Node) *Node {
	node := fresh(Assign, n)
	node.Name = "="
	l.field(node, n, "name", Target)
	l.field(node, n, "type", Type)
	node.add(Value, l.single(n.Child("value")))
	return node
}

func golangStep(operator string) rule {
	return func(l *lowering, n *syntax.Node) *Node {
		node := fresh(Assign, n)
		node.Name = operator
		for _, child := range n.Children {
			node.add(Target, l.node(child))
		}
		return node
	}
}

func golangCall(l *lowering, n *syntax.Node) *Node {
	node := fresh(Call, n)
	l.field(node, n, "function", Callee)
	l.list(node, n.Child("arguments"), Argument)
	return node
}

func golangMember(name, object string) rule {
	return func(l *lowering, n *syntax.Node) *Node {
		node := fresh(Member, n)
		if named := n.Child(name); named != nil {
			node.Name = l.source(named)
		}
		l.field(node, n, object, Obj)
		return node
	}
}
