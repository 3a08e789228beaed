package program

import (
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// section is a part of a switch: what it is for, and what it does.
type section struct {
	labels     []*Node
	statements []*Node
	otherwise  bool
	falls      bool // into the next, by its own word
}

// javaSwitch is a row of ifs: what is asked of each is its labels.
func javaSwitch(l *lowering, n *syntax.Node) *Node {
	var sections []section
	if body := n.Child("body"); body != nil {
		for _, each := range body.Children {
			one := section{}
			for _, child := range each.Children {
				switch child.Kind {
				case "switch_label":
					labels := l.whole(List, child)
					one.labels = append(one.labels, labels.Children...)
					one.otherwise = one.otherwise || len(labels.Children) == 0
				default:
					if statement := l.node(child); statement != nil {
						one.statements = append(one.statements, statement)
					}
				}
			}
			sections = append(sections, one)
		}
	}
	return l.switched(n, l.node(n.Child("condition")), sections)
}

// golangSwitch and scriptSwitch are alike but for what the grammars call their parts, and
// that a case of Go without statements does nothing, rather than what the next does.
func golangSwitch(l *lowering, n *syntax.Node) *Node {
	value, all := l.node(n.Child("value")), l.sections(n, "expression_case", "default_case")
	for i := range all {
		if len(all[i].statements) == 0 && !all[i].falls {
			all[i].statements = []*Node{fresh(Block, n)}
		}
		for j, label := range all[i].labels {
			if only := label.First(); value != nil && value.Kind == Name && only != nil && only.Kind == Constant {
				all[i].labels[j] = equal(value, only)
			}
		}
	}
	node := l.switched(n, value, all)
	init := l.node(n.Child("initializer"))
	if init == nil {
		return node
	}
	whole := fresh(Block, n)
	whole.add(Init, init)
	whole.add(None, node)
	return whole
}

// equal is what "switch err { case nil: }" asks.
func equal(value, label *Node) *Node {
	same := *value
	asked := &Node{Kind: Operation, Name: "==", Start: label.Start, End: label.End}
	asked.add(None, &same)
	asked.add(None, label)
	return asked
}

func scriptSwitch(l *lowering, n *syntax.Node) *Node {
	body := n.Child("body")
	if body == nil {
		return l.whole(Other, n)
	}
	return l.switched(n, l.node(n.Child("value")), l.sections(body, "switch_case", "switch_default"))
}

// sections are the cases of a switch, which have what they are for as their value.
func (l *lowering) sections(n *syntax.Node, named, otherwise string) []section {
	var all []section
	for _, each := range n.Children {
		if each.Kind != named && each.Kind != otherwise {
			continue
		}
		one := section{otherwise: each.Kind == otherwise}
		for _, child := range each.Children {
			part := l.node(child)
			switch {
			case part == nil:
				one.falls = one.falls || falls(child)
			case child.Field == "value":
				one.labels = append(one.labels, part)
			default:
				one.statements = append(one.statements, part)
			}
		}
		all = append(all, one)
	}
	return all
}

func falls(n *syntax.Node) bool {
	return n.Kind == "fallthrough_statement" || len(n.Children) == 1 && falls(n.Children[0])
}

// pythonMatch is a match statement, whose case _ is for all else.
func pythonMatch(l *lowering, n *syntax.Node) *Node {
	var all []section
	body := n.Child("body")
	if body == nil {
		return l.whole(Other, n)
	}
	for _, each := range body.Children {
		one := section{}
		for _, child := range each.Children {
			switch {
			case child.Kind == "case_pattern" && l.source(child) == "_":
				one.otherwise = true
			case child.Field == "consequence":
				one.statements = append(one.statements, l.node(child))
			default:
				if label := l.node(child); label != nil {
					one.labels = append(one.labels, label)
				}
			}
		}
		if each.Kind == "case_clause" {
			all = append(all, one)
		}
	}
	return l.switched(n, l.node(n.Child("subject")), all)
}

// switched makes the row of ifs. A section without statements is one with the next; the
// break at the end of one leaves the switch alone, and is left out.
func (l *lowering) switched(n *syntax.Node, condition *Node, sections []section) *Node {
	whole := fresh(Block, n)
	whole.add(None, condition)
	var last, otherwise *Node
	var labels []*Node
	for _, each := range sections {
		labels = append(labels, each.labels...)
		block := fresh(Block, n)
		for _, statement := range each.statements {
			if statement.Kind != Break {
				block.add(None, statement)
			}
		}
		switch {
		case len(each.statements) == 0 && !each.otherwise:
			continue
		case each.otherwise:
			otherwise = block
		default:
			test, asked := fresh(If, n), fresh(List, n)
			for _, label := range labels {
				asked.add(None, label)
			}
			test.add(Condition, asked)
			test.add(Body, block)
			if last == nil {
				whole.add(None, test)
			} else {
				last.add(Else, test)
			}
			last = test
		}
		labels = nil
	}
	if last == nil {
		whole.add(None, otherwise)
	} else {
		last.add(Else, otherwise)
	}
	return whole
}
