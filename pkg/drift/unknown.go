package drift

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// differ notes a value that is declared and another that is shown.
func (c *comparison) differ(at spot, declared, live any) {
	by := c.shownBy(at.live)
	c.differences = append(c.differences, snapshot.Difference{
		Pointer: at.declared,
		Declared: snapshot.Shown{
			Source: c.declared.Source, Address: c.declared.Address, Pointer: at.declared, Value: declared,
		},
		Live: snapshot.Shown{
			Source: by.Source, Address: by.Address, Pointer: at.live, Value: live, Call: by.CallAt(at.live),
		},
	})
}

func (c *comparison) undecided(at spot, reason string) {
	c.open = append(c.open, snapshot.Opening{Pointer: at.declared, Reason: reason})
}

// shownBy is the observation that has a value, or that would have it.
func (c *comparison) shownBy(pointer string) *snapshot.Observation {
	var best *snapshot.Observation
	for _, o := range c.live.Observations {
		if value, ok := snapshot.Lookup(o.Values, pointer); ok && value != nil {
			return o
		}
		if best == nil || o.Complete && !best.Complete {
			best = o
		}
	}
	return best
}

// hidden is why no service tells what is at a pointer; empty where one does, or could.
func (c *comparison) hidden(pointer string) string {
	for _, o := range c.live.Observations {
		for at := pointer; at != ""; at = snapshot.Parent(at) {
			if permission, ok := o.Unread[at]; ok {
				return "the service refused to show it without the permission " + permission
			}
			if why, ok := o.Unknown[at]; ok {
				return "the service did not tell it: " + why.Reason
			}
		}
	}
	value, _ := snapshot.Lookup(c.live.Values, pointer)
	if value != nil || slices.ContainsFunc(c.live.Observations, isComplete) {
		return ""
	}
	return "no call that was made tells it"
}

func isComplete(o *snapshot.Observation) bool { return o.Complete }

// unknown is why a declaration does not tell what is at a pointer.
func (c *comparison) unknown(pointer string) (snapshot.Unknown, bool) {
	for at := pointer; ; at = snapshot.Parent(at) {
		if why, ok := c.declared.Unknown[at]; ok {
			return why, true
		}
		if at == "" {
			return snapshot.Unknown{}, false
		}
	}
}

// hidesBelow says whether a declaration does not tell something at or below a pointer.
func (c *comparison) hidesBelow(pointer string) bool {
	for at := range c.declared.Unknown {
		if snapshot.Within(at, pointer) || snapshot.Within(pointer, at) {
			return true
		}
	}
	return false
}

// unresolved compares what a declaration does not tell in whole: by what it was made of, or
// by the parts that are known.
func (c *comparison) unresolved(at spot, why snapshot.Unknown, live any, normal func(any) any) {
	if reason := c.hidden(at.live); reason != "" && live == nil {
		c.undecided(at, reason)
		return
	}
	guess := c.guess(at.declared)
	text, isText := live.(string)
	switch {
	case fits(guess, live, normal):
	case guess.Certain:
		c.differ(at, guessed(guess, live), live)
	case guess.Pattern != "" && isText && !matches(guess.Pattern, text):
		c.differ(at, guess.Pattern, live)
	default:
		c.undecided(at, declaredAs(why))
	}
}

// fits says whether a live value is what a declared one was made of.
func fits(guess Guess, live any, normal func(any) any) bool {
	if list, ok := live.([]any); ok {
		return len(guess.Texts) > 0 &&
			reflect.DeepEqual(set(items(texts(guess), ""), normal), set(items(list, ""), normal))
	}
	for _, text := range guess.Texts {
		if alike(normal(text), normal(live)) {
			return true
		}
	}
	return false
}

func guessed(guess Guess, live any) any {
	if _, ok := live.([]any); !ok && len(guess.Texts) == 1 {
		return guess.Texts[0]
	}
	return texts(guess)
}

func texts(guess Guess) []any {
	all := make([]any, len(guess.Texts))
	for i, text := range guess.Texts {
		all[i] = text
	}
	return all
}

func declaredAs(why snapshot.Unknown) string {
	if why.Expression == "" || strings.Contains(why.Reason, why.Expression) {
		return "what is declared is not known: " + why.Reason
	}
	return fmt.Sprintf("what is declared is not known: %s: %s", why.Expression, why.Reason)
}

// same says whether two values mean the same.
func same(a, b any) bool {
	return empty(a) && empty(b) || alike(normalValue(a), normalValue(b))
}

// alike also takes an ARN for the name or id that it ends in.
func alike(a, b any) bool {
	x, isText := a.(string)
	y, isToo := b.(string)
	if !isText || !isToo {
		return reflect.DeepEqual(a, b)
	}
	return x == y || endsIn(x, y) || endsIn(y, x)
}

func endsIn(arn, name string) bool {
	return name != "" && !strings.ContainsAny(name, "*?") && strings.HasPrefix(arn, "arn:") &&
		(strings.HasSuffix(arn, "/"+name) || strings.HasSuffix(arn, ":"+name))
}
