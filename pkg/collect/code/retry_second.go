package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// secondTry is the retry of a call that a handler makes once more, word for word, when it
// failed: of the first call and of the second.
func (u *unit) secondTry(try, part, call *program.Node) *retry {
	if call.Kind != program.Call || try.End-try.Start > longestLoop {
		return nil
	}
	for _, handler := range try.All(program.Caught) {
		among := try.Child(program.Body) // where the other one is
		switch {
		case part.Role == program.Body:
			among = handler
		case part != handler:
			continue
		}
		again := u.sameCall(among, call)
		if again == nil {
			continue
		}
		if part == handler {
			again = call
		}
		found := &retry{present: yes, by: "handler", node: handler, bounded: yes, attempts: 2, logged: is(logs(handler))}
		u.delay(found, handler, handler)
		client, limits := u.caught(handler)
		found.clientErrors, found.rateLimits = u.filtered(handler, again, client, limits)
		return found
	}
	return nil
}

func (u *unit) sameCall(within, call *program.Node) *program.Node {
	words := u.words(call)
	return within.Find(func(n *program.Node) bool {
		return n.Kind == program.Call && n != call && callee(n) == callee(call) && u.words(n) == words
	})
}

// words are the text of a node without how it is laid out.
func (u *unit) words(node *program.Node) string {
	return strings.Join(strings.Fields(string(u.text[node.Start:node.End])), "")
}
