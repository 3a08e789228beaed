package cloudformation

import "github.com/pinelint/pinelint/pkg/collect/document"

// truth is what is known of a condition.
type truth int

const (
	unsure truth = iota
	yes
	no
)

func truthOf(is bool) truth {
	if is {
		return yes
	}
	return no
}

// condition is that of a name. One that leads to itself is nobody's to decide.
func (s *stack) condition(name string) truth {
	if found, ok := s.decided[name]; ok {
		return found
	}
	s.decided[name] = unsure
	s.decided[name] = s.decide(s.Root.Get("Conditions").Get(name), 0)
	return s.decided[name]
}

func (s *stack) decide(n *document.Node, depth int) truth {
	if s.left--; n == nil || s.left < 0 || depth > deepest {
		return unsure
	}
	name, argument := function(n)
	if name == "" && n.Get("Condition") != nil {
		name, argument = "Condition", n.Get("Condition")
	}
	switch name {
	case "Condition":
		return s.condition(argument.String())
	case "Equals":
		return s.equal(argument, depth)
	case "Not":
		if len(argument.Items) == 1 {
			return not(s.decide(argument.Items[0], depth+1))
		}
	case "And":
		return s.all(argument, yes, no, depth)
	case "Or":
		return s.all(argument, no, yes, depth)
	}
	return unsure
}

func not(t truth) truth {
	switch t {
	case yes:
		return no
	case no:
		return yes
	default:
		return unsure
	}
}

// all is the one truth if every condition has it, and the other as soon as one has that.
func (s *stack) all(list *document.Node, every, other truth, depth int) truth {
	result := every
	for _, item := range list.Items {
		switch s.decide(item, depth+1) {
		case other:
			return other
		case unsure:
			result = unsure
		default:
		}
	}
	return result
}

func (s *stack) equal(list *document.Node, depth int) truth {
	if len(list.Items) != 2 {
		return unsure
	}
	a, known := s.value(list.Items[0], s.Place(list.Items[0]), depth+1).Known()
	b, alsoKnown := s.value(list.Items[1], s.Place(list.Items[1]), depth+1).Known()
	if !known || !alsoKnown {
		return unsure
	}
	return truthOf(a == b)
}
