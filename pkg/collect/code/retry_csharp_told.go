package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// asksRefusal says whether a condition is true for one refusal alone, by its number:
// e.StatusCode == 404, and nothing that could be true instead.
func (u *unit) asksRefusal(condition *program.Node) bool {
	if u.language != syntax.CSharp {
		return false
	}
	other := condition.Find(func(n *program.Node) bool {
		return n.Kind == program.Call || n.Kind == program.Operation &&
			slices.Contains([]string{"||", "or", "!", "not", "!=", "?"}, n.Name)
	})
	return other == nil && condition.Find(func(n *program.Node) bool {
		if n.Kind != program.Operation || n.Name != "==" && n.Name != "is" || len(n.Children) != 2 {
			return false
		}
		asked, number := n.Children[0], n.Children[1]
		return asked.Name == "StatusCode" && number.Kind == program.Number && number.Name != "429" &&
			len(number.Name) == 3 && number.Name[0] == '4'
	}) != nil
}

// tellsLogger says whether something within a node calls a method of its own that a logger
// has: logger.UpsertFailed(attempt).
func (u *unit) tellsLogger(within *program.Node) bool {
	return u.language == syntax.CSharp && within.Find(func(n *program.Node) bool {
		if n.Kind != program.Call || mentions(asked(callee(n)), "scope", "isenabled") {
			return false
		}
		told := calledOn(n)
		if first := positional(n, 0); told == nil || !isLogger(told) && first != nil {
			told = first // Messages.UpsertFailed(logger, attempt)
		}
		return told != nil && isLogger(told)
	}) != nil
}

func isLogger(n *program.Node) bool { return strings.HasSuffix(plainName(n.Name), "logger") }

// addsToCounter says whether something within a node is counted by an instrument of .NET.
func (u *unit) addsToCounter(within *program.Node) bool {
	return u.language == syntax.CSharp && within.Find(func(n *program.Node) bool {
		object := n.Child(program.Callee).Child(program.Obj)
		if n.Kind != program.Call || callee(n) != "Add" || object == nil || object.Kind != program.Name {
			return false
		}
		return slices.ContainsFunc(u.bindings(object.Name, object), func(each binding) bool {
			return each.node.Child(program.Type).Find(func(part *program.Node) bool { return part.Name == "Counter" }) != nil
		})
	}) != nil
}
