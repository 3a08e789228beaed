package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// sendsLess says whether a handler goes on only where Pinecone has refused what was too large, and
// then halves it. That is no retry: nothing is sent a second time as it was.
func sendsLess(handler *program.Node) bool {
	body := handler.Child(program.Body)
	if body == nil {
		return false
	}
	halved := body.Find(halves)
	if halved == nil {
		return false
	}
	if asksForSize(handler.Child(program.Condition)) {
		return true
	}
	test := body.Find(func(n *program.Node) bool {
		return n.Kind == program.If && n.Parent == body && asksForSize(n.Child(program.Condition))
	})
	if test == nil {
		return false
	}
	then := test.Child(program.Body)
	other := body.Find(func(n *program.Node) bool {
		return n.Kind == program.Continue && !n.Within(then) && n.Start < halved.Start
	})
	switch {
	case other != nil:
		return false
	case halved.Within(then):
		return ends(test.Child(program.Else)) || ends(body)
	default:
		return ends(then) && halved.Start > test.End
	}
}

// halves knows size /= 2, and the middle of a list.
func halves(n *program.Node) bool {
	switch n.Kind {
	case program.Operation:
		return isOneOf(n.Name, []string{"/", "//", ">>"})
	case program.Assign:
		return isOneOf(n.Name, []string{"/=", "//=", ">>="})
	default:
		return false
	}
}

// asksForSize says whether a condition asks for the refusal of what is too large, and for no
// other answer.
func asksForSize(condition *program.Node) bool {
	if condition == nil {
		return false
	}
	asked, other := false, false
	condition.Walk(func(n *program.Node) bool {
		text := strings.ToLower(n.Name)
		switch n.Kind {
		case program.Number:
			asked = asked || text == "413"
			other = other || text != "413" && len(text) == 3 && (text[0] == '4' || text[0] == '5')
		case program.String, program.Name, program.Member:
			large := mentions(text, "413", "too large", "toolarge", "too_large", "request size", "message length",
				"exceeds the maximum")
			asked = asked || large
			other = other || !large && n.Kind == program.String && len(text) > 0
		}
		return true
	})
	return asked && !other
}
