package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// retryLoop is the try statement in a loop that makes the loop try a call again: what goes
// well leaves the loop, and an error does not. It is nil for a loop that goes on with the
// next element.
func (u *unit) retryLoop(loop, call *program.Node) *program.Node {
	if loop.Name == "comprehension" {
		return nil
	}
	try := call.Up(func(n *program.Node) bool { return n.Kind == program.Try || n == loop || n.Kind == program.Function })
	for try != nil && try.Kind == program.Try && !inBody(call, try) {
		try = try.Up(func(n *program.Node) bool { return n.Kind == program.Try || n == loop || n.Kind == program.Function })
	}
	if try == nil || try.Kind != program.Try || !try.Within(loop) || try.Up(isLoop) != loop {
		return nil
	}
	if !goesOn(try) || !u.leavesOnSuccess(loop, try) {
		return nil
	}
	return try
}

func isLoop(n *program.Node) bool { return n.Kind == program.Loop }

func inBody(node, try *program.Node) bool {
	for up := node; up != nil && up != try; up = up.Parent {
		if up.Parent == try {
			return up.Role == program.Body
		}
	}
	return false
}

// goesOn says whether some error of a try statement does not leave the loop.
func goesOn(try *program.Node) bool {
	for _, handler := range try.All(program.Caught) {
		if handlerGoesOn(handler) {
			return true
		}
	}
	return false
}

func handlerGoesOn(handler *program.Node) bool {
	body := handler.Child(program.Body)
	return body != nil && (!ends(body) || has(body, program.Continue))
}

// ends says whether a block always leaves what it stands in.
func ends(block *program.Node) bool {
	if block == nil {
		return false
	}
	switch block.Kind {
	case program.Return, program.Raise, program.Break:
		return true
	case program.If:
		return ends(block.Child(program.Body)) && ends(block.Child(program.Else))
	case program.Block:
		for _, statement := range block.Children {
			if ends(statement) {
				return true
			}
		}
	}
	return false
}

// has says whether there is a node of a kind in another, not counting functions and loops
// within it.
func has(within *program.Node, kinds ...program.Kind) bool {
	found := false
	first := true
	within.Walk(func(n *program.Node) bool {
		if !first && (n.Kind == program.Function || n.Kind == program.Loop) {
			return false
		}
		first = false
		for _, kind := range kinds {
			found = found || n.Kind == kind
		}
		return !found
	})
	return found
}

// leavesOnSuccess says whether the loop ends when nothing went wrong.
func (u *unit) leavesOnSuccess(loop, try *program.Node) bool {
	if has(try.Child(program.Body), program.Return, program.Break) || ends(try.Child(program.Else)) {
		return true
	}
	after := false
	statement := try
	for statement.Parent != nil && statement.Parent.Kind != program.Block {
		statement = statement.Parent
	}
	if block := statement.Parent; block != nil && block.Within(loop) {
		for _, each := range block.Children {
			after = after || each == statement
			if after && each != statement && ends(each) {
				return true
			}
		}
	}
	return u.changesCondition(loop, try)
}

// changesCondition knows "while not done: try: …; done = True".
func (u *unit) changesCondition(loop, try *program.Node) bool {
	condition := loop.Child(program.Condition)
	if condition == nil {
		return false
	}
	changed := map[string]bool{}
	try.Child(program.Body).Walk(func(n *program.Node) bool {
		if n.Kind == program.Assign {
			for _, target := range n.All(program.Target) {
				changed[target.Name] = true
			}
		}
		return n.Kind != program.Function
	})
	return condition.Find(func(n *program.Node) bool {
		return (n.Kind == program.Name || n.Kind == program.Member) && changed[n.Name]
	}) != nil
}

// handwritten reads a loop that tries again.
func (u *unit) handwritten(loop, try *program.Node) *retry {
	found := &retry{present: yes, by: "loop", node: loop}
	found.bounded, found.attempts = u.boundOf(loop)
	u.delay(found, loop, loop)
	u.errors(found, try)
	found.logged = is(logs(loop))
	return found
}

// boundOf says whether a loop ends, and after how many rounds.
func (u *unit) boundOf(loop *program.Node) (tri, int) {
	switch loop.Name {
	case "each":
		return u.boundOfEach(loop)
	case "for":
		condition := loop.Child(program.Condition)
		if condition == nil || condition.Kind == program.Constant {
			return u.exits(loop), 0
		}
		return yes, u.rounds(condition)
	default:
		condition := loop.Child(program.Condition)
		if compares(condition) || u.counts(loop, condition) {
			return yes, u.rounds(condition)
		}
		return u.exits(loop), 0
	}
}

func (u *unit) boundOfEach(loop *program.Node) (tri, int) {
	iterable := loop.Child(program.Iterable)
	if iterable == nil || iterable.Kind != program.Call {
		return yes, 0
	}
	switch callee(iterable) {
	case "count", "repeat", "cycle":
		return u.exits(loop), 0
	case "range":
		last, ok := u.number(positional(iterable, 0))
		if second := positional(iterable, 1); second != nil {
			end, known := u.number(second)
			last, ok = end-last, ok && known
		}
		if ok {
			return yes, int(last)
		}
	}
	return yes, 0
}

// rounds is the number that a condition such as i < 5 compares with.
func (u *unit) rounds(condition *program.Node) int {
	rounds := 0
	condition.Walk(func(n *program.Node) bool {
		if n.Kind != program.Operation || len(n.Children) != 2 {
			return true
		}
		value, ok := u.number(n.Children[1])
		switch {
		case !ok || rounds > 0:
		case n.Name == "<", n.Name == "!=":
			rounds = int(value)
		case n.Name == "<=":
			rounds = int(value) + 1
		}
		return true
	})
	return rounds
}

func compares(condition *program.Node) bool {
	return condition.Find(func(n *program.Node) bool {
		return n.Kind == program.Operation && strings.ContainsAny(n.Name, "<>") && n.Name != "=>" && n.Name != "<<"
	}) != nil
}

// counts says whether the condition of a loop is a counter that the loop changes: while
// (retries--), while retries: … retries -= 1.
func (u *unit) counts(loop, condition *program.Node) bool {
	return condition.Find(func(n *program.Node) bool {
		return (n.Kind == program.Name || n.Kind == program.Member) && isCounted(loop, n.Name)
	}) != nil
}

// isCounted says whether a variable is counted up or down within a node.
func isCounted(within *program.Node, name string) bool {
	return within.Find(func(n *program.Node) bool {
		if n.Kind != program.Assign {
			return false
		}
		target := n.Child(program.Target)
		if target == nil || target.Name != name {
			return false
		}
		if n.Name == "+=" || n.Name == "-=" {
			return true
		}
		value := n.Child(program.Value)
		return value != nil && value.Kind == program.Operation && (value.Name == "+" || value.Name == "-") &&
			value.Find(func(part *program.Node) bool { return part.Name == name }) != nil
	}) != nil
}

// exits says whether a loop without a bound of its own leaves by a comparison: if attempt
// >= most: raise.
func (u *unit) exits(loop *program.Node) tri {
	return is(loop.Find(func(n *program.Node) bool {
		if n.Kind != program.If || !has(n, program.Raise, program.Return, program.Break) {
			return false
		}
		condition := n.Child(program.Condition)
		return condition.Find(func(part *program.Node) bool {
			name := part.Kind == program.Name || part.Kind == program.Member
			return name && (isCounted(loop, part.Name) || isClock(part.Name) || isLoopTarget(loop, part.Name))
		}) != nil
	}) != nil)
}

func isLoopTarget(loop *program.Node, name string) bool {
	for _, target := range loop.All(program.Target) {
		if target.Name == name {
			return true
		}
	}
	return false
}

func isClock(name string) bool {
	switch plainName(name) {
	case "deadline", "elapsed", "starttime", "endtime", "monotonic", "now", "perfcounter":
		return true
	default:
		return false
	}
}
